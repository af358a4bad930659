import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useResume } from '~/api/life';
import type { Condition, Diagnostics, Integration } from '~/api/types';
import { closed, formatTime, sentence, words } from '~/lib/format';
import { Pill, type Tone } from '~/ui/pill';
import { Prose } from '~/ui/prose';
import { When } from '~/ui/time';
import { Facts } from '../integrations/facts';
import { refused } from '../integrations/refused';
import { FixLink } from './fix-link';
import { stateFacts, toneOf } from './states';

const SUMMARY: Record<Diagnostics['summary'], { tone: Tone; label: string; rule: string }> = {
  healthy: { tone: 'good', label: 'Healthy', rule: 'every task of the past week succeeded' },
  needs_attention: { tone: 'warn', label: 'Needs attention', rule: 'some tasks of the past week failed' },
  critical: { tone: 'bad', label: 'Critical', rule: 'no task of the past week succeeded' },
  paused: { tone: 'calm', label: 'Paused', rule: 'paused by hand' },
  unknown: { tone: 'calm', label: 'Unknown', rule: 'no task ended in the past week' },
};

/** Beneath the status: what exactly is the matter, since when, and what to do; the worst first. */
export function DiagnosticsPanel({ data, integration }: { data: Diagnostics; integration: Integration }) {
  const { week, freshness } = data;
  const summary = SUMMARY[data.summary];
  const counted = Object.entries(week).filter(([, count]) => count > 0);
  const late = freshness.age_seconds != null && freshness.age_seconds > freshness.expected_seconds;
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="section" aria-label="Diagnostics">
      <Stack gap="md">
        <Stack gap="sm">
          {data.conditions.map((condition) => (
            <ConditionLine
              key={`${condition.state} ${condition.stream} ${condition.partition}`}
              condition={condition}
              integration={integration}
            />
          ))}
        </Stack>
        <Facts
          facts={[
            {
              label: 'Past week',
              value: (
                <span title={summary?.rule}>
                  <Pill tone={summary?.tone ?? 'calm'}>{summary?.label ?? words(data.summary)}</Pill>
                </span>
              ),
            },
            {
              label: 'Tasks of the past week',
              value: (
                <Text span size="sm" fw={500}>
                  {counted.map(([status, count]) => `${count} ${status}`).join(', ') || 'none'}
                </Text>
              ),
            },
            {
              label: late ? 'Data is late' : 'Data is as of',
              value: <When at={freshness.fresh_at} none="never" />,
            },
            {
              label: 'Next sync',
              value: (
                <When
                  at={data.schedule.next_tail_at}
                  none={data.schedule.paused ? 'paused' : 'not planned'}
                />
              ),
            },
          ]}
        />
      </Stack>
    </Paper>
  );
}

function ConditionLine({ condition, integration }: { condition: Condition; integration: Integration }) {
  const { label, fix } = stateFacts(condition.state);
  const where = [condition.stream && sentence(words(condition.stream)), condition.partition]
    .filter(Boolean)
    .join(' of ');
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Group gap="sm" align="flex-start" style={{ flex: '1 1 340px', minWidth: 0 }}>
        <Pill tone={toneOf(condition.severity)}>{label}</Pill>
        <div style={{ flex: '1 1 220px', minWidth: 0 }}>
          <Text size="sm">
            {where && (
              <Text span fw={600} inherit>
                {where}:{' '}
              </Text>
            )}
            <Prose text={closed(condition.reason)} />
          </Text>
          {condition.fix && (
            <Text size="sm" c="dimmed">
              <Prose text={closed(condition.fix)} />
            </Text>
          )}
          {(condition.since || condition.until) && (
            <Text size="xs" c="dimmed">
              {condition.since && (
                <span title={formatTime(condition.since)}>
                  began <When at={condition.since} />
                </span>
              )}
              {condition.since && condition.until && ', '}
              {condition.until && (
                <>
                  ends <When at={condition.until} />
                </>
              )}
            </Text>
          )}
        </div>
      </Group>
      {condition.state === 'paused' ? (
        <Resume integration={integration} />
      ) : (
        fix &&
        condition.severity !== 'ok' && (
          <FixLink
            id={integration.id}
            name={where || integration.name}
            fix={fix}
            filled={condition.severity === 'critical'}
          />
        )
      )}
    </Group>
  );
}

function Resume({ integration }: { integration: Integration }) {
  const resume = useResume();
  return (
    <Button
      size="xs"
      leftSection={<IconPlayerPlay size={14} />}
      loading={resume.isPending}
      onClick={() => resume.mutate(integration.id, { onError: refused('Could not resume') })}
    >
      Resume
    </Button>
  );
}
