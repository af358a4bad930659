import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';

type Props = {
  title: string;
  summary: string;
  chart: ReactNode;
  /** The same data in rows, whose cells lead where the marks lead. */
  table: ReactNode;
  aside?: ReactNode;
};

/** A chart with its caption, a sentence that says what it shows, and the same as a table. */
export function Figure({ title, summary, chart, table, aside }: Props) {
  const [asTable, setAsTable] = useState(false);
  const caption = useId();
  return (
    <Paper
      p="md"
      component="figure"
      m={0}
      aria-labelledby={caption}
      style={{ borderColor: 'var(--weir-line)' }}
    >
      <Stack gap="sm">
        <div>
          <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
            <Text fw={600} id={caption} component="figcaption">
              {title}
            </Text>
            <Group gap="xs" wrap="nowrap">
              {aside}
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                c="dimmed"
                leftSection={asTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
                onClick={() => setAsTable(!asTable)}
                aria-label={`${title}: ${asTable ? 'show as chart' : 'show as table'}`}
              >
                {asTable ? 'Chart' : 'Table'}
              </Button>
            </Group>
          </Group>
          <Text size="xs" c="dimmed">
            {summary}
          </Text>
        </div>
        {asTable ? table : chart}
      </Stack>
    </Paper>
  );
}
