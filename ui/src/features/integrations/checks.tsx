import { Code, Group, Paper, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Check, Validation } from '~/api/types';
import { sentence } from '~/lib/format';
import { Prose } from '~/ui/prose';

/** What "Validate connection" tried, and what each attempt needs when it was refused. */
export function Checks({ validation }: { validation: Validation }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  const failed = validation.checks.filter((check) => !check.ok).length;
  return (
    <Paper
      p="md"
      ref={place}
      style={{
        borderColor: validation.ok ? 'var(--weir-good)' : 'var(--weir-bad)',
        // Clear of the bar with the buttons.
        scrollMarginBottom: 110,
      }}
      role="status"
    >
      <Stack gap="xs">
        <Text fw={600}>
          {validation.ok ? 'The connection works' : `${failed} of ${validation.checks.length} checks failed`}
        </Text>
        {validation.checks.map((check) => (
          <CheckLine key={check.name} check={check} />
        ))}
      </Stack>
    </Paper>
  );
}

function CheckLine({ check }: { check: Check }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      {check.ok ? (
        <IconCircleCheck size={17} color="var(--weir-good)" aria-label="works" style={{ flex: 'none' }} />
      ) : (
        <IconCircleX size={17} color="var(--weir-bad)" aria-label="failed" style={{ flex: 'none' }} />
      )}
      <div>
        <Text size="sm">
          {sentence(check.name)}
          {!check.ok && check.message && `: ${check.message}`}
        </Text>
        {!check.ok && check.permission && (
          <Text size="sm">
            Missing permission: <Code>{check.permission}</Code>
          </Text>
        )}
        {!check.ok && check.hint && (
          <Text size="sm" c="dimmed">
            <Prose text={sentence(check.hint)} />
          </Text>
        )}
      </div>
    </Group>
  );
}
