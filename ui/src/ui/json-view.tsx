import { ActionIcon, CopyButton, Group, Paper, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './json-view.module.css';

/** A document exactly as it came, indented. The keyboard can scroll it. */
export function JsonView({ title, text, height = 420 }: { title: string; text: string; height?: number }) {
  const shown = pretty(text);
  return (
    <Paper style={{ borderColor: 'var(--weir-line)', minWidth: 0 }}>
      <Group justify="space-between" px="sm" py={6} className={classes.head}>
        <Text size="sm" fw={600} component="h3">
          {title}
        </Text>
        <CopyButton value={shown}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : 'Copy'}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Copy: ${title}`}
                onClick={copy}
              >
                {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <section className={classes.scroll} style={{ maxHeight: height }} tabIndex={0} aria-label={title}>
        <pre className={classes.text}>{shown}</pre>
      </section>
    </Paper>
  );
}

/** JSON indented; anything else as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
