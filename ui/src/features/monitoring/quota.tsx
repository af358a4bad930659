import { Group, Paper, Stack, Text } from '@mantine/core';
import type { Host, Quota } from '~/api/types';
import { formatCount, formatPercent, plural, sentence, words } from '~/lib/format';
import { Meter } from '~/ui/meter';
import { Pill, type Tone } from '~/ui/pill';
import { When } from '~/ui/time';

type Props = {
  quotas: Quota[];
  hosts: Host[];
  /** Percent of each quota that is left to others. */
  free?: number;
};

/** What the upstream still grants, and how carefully it is asked. */
export function QuotaPanel({ quotas, hosts, free }: Props) {
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="section">
      <Text fw={600} component="h2" fz="md" mb="xs">
        Upstream quota
      </Text>
      {quotas.length === 0 && (
        <Text size="sm" c="dimmed">
          The upstream has not published a quota for these requests.
        </Text>
      )}
      <Stack gap="sm">
        {quotas.map((quota) => (
          <QuotaBar key={quota.bucket} quota={quota} free={free} />
        ))}
        {hosts.map((host) => (
          <HostLine key={host.host} host={host} />
        ))}
      </Stack>
    </Paper>
  );
}

function QuotaBar({ quota, free }: { quota: Quota; free?: number }) {
  const { limit, remaining } = quota;
  const share = limit ? remaining / limit : null;
  const mark = limit && free ? free / 100 : undefined;
  const text = limit
    ? `${formatCount(remaining)} of ${formatCount(limit)} left (${formatPercent((share ?? 0) * 100)})`
    : `${formatCount(remaining)} left`;
  return (
    <div>
      <Group justify="space-between" mb={4} style={{ rowGap: 0 }}>
        <Text size="sm">{sentence(words(quota.bucket))}</Text>
        <Text size="sm" c="dimmed">
          {text}
          {quota.reset_at && (
            <>
              , refills <When at={quota.reset_at} />
            </>
          )}
        </Text>
      </Group>
      <Meter
        value={remaining}
        max={limit ?? remaining}
        tone={share !== null && share <= (mark ?? 0.2) ? 'warn' : 'accent'}
        mark={mark}
        label={`${words(quota.bucket)}: ${text}`}
      />
      {mark !== undefined && (
        <Text size="xs" c="dimmed" mt={2}>
          {formatPercent(free)} stay free for others (the line)
        </Text>
      )}
    </div>
  );
}

const BREAKER: Record<string, { tone: Tone; label: string }> = {
  closed: { tone: 'good', label: 'Answering' },
  half_open: { tone: 'warn', label: 'Being tried again' },
  open: { tone: 'bad', label: 'Left alone' },
};

function HostLine({ host }: { host: Host }) {
  const { tone, label } = BREAKER[host.breaker] ?? { tone: 'calm', label: words(host.breaker) };
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs">
        <Text size="sm">{host.host}</Text>
        <Pill tone={tone}>{label}</Pill>
        {host.open_until && (
          <Text size="sm" c="dimmed">
            until <When at={host.open_until} />
          </Text>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {plural(host.concurrency, 'request')} at once, {host.in_flight} under way
      </Text>
    </Group>
  );
}
