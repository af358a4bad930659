import { Button, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { scheduleQuery, usePause, useResume, useSetSchedule } from '~/api/life';
import type { Integration, Schedule } from '~/api/types';
import { cadenceFault, cadenceOf, cadenceText, formOf } from '~/lib/cadence';
import { closed, formatTime } from '~/lib/format';
import { Loaded } from '~/ui/loaded';
import { Notice } from '~/ui/notice';
import { Section } from '~/ui/page';
import { Prose } from '~/ui/prose';
import { Failure } from '~/ui/states';
import { When } from '~/ui/time';
import { Facts } from '../integrations/facts';
import { refused } from '../integrations/refused';
import { DepthCost } from '../plan/preview';
import { CadenceField } from './cadence-field';
import { DepthField } from './depth-field';

/** When it runs: what comes next, and how that is changed. */
export function ScheduleTab({ integration }: { integration: Integration }) {
  return (
    <Loaded query={useQuery(scheduleQuery(integration.id))} what="the schedule">
      {(schedule) => (
        <Stack gap="lg" maw={760}>
          <Next schedule={schedule} integration={integration} />
          <ScheduleForm schedule={schedule} id={integration.id} key={JSON.stringify(saved(schedule))} />
        </Stack>
      )}
    </Loaded>
  );
}

/** What the form is about; the rest moves with the clock. */
function saved({ tail, full, depth_days, time_zone }: Schedule) {
  return { tail, full, depth_days, time_zone };
}

function Next({ schedule, integration }: { schedule: Schedule; integration: Integration }) {
  const pause = usePause();
  const resume = useResume();
  const { id } = integration;
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="section" aria-label="Next runs">
      <Stack gap="md">
        <Facts
          facts={[
            {
              label: 'Newest data',
              value: (
                <Text span size="sm">
                  <Prose text={cadenceText(schedule.tail)} />
                </Text>
              ),
            },
            {
              label: 'Next',
              value: <When at={schedule.next_tail_at} none={schedule.paused ? 'paused' : 'not planned'} />,
            },
            {
              label: 'Full pass',
              value: (
                <Text span size="sm">
                  <Prose text={cadenceText(schedule.full)} />
                </Text>
              ),
            },
            {
              label: 'Next full pass',
              value: <When at={schedule.next_full_at} none={schedule.paused ? 'paused' : 'not planned'} />,
            },
          ]}
        />
        {schedule.backoff && (
          <Text size="sm">
            {schedule.backoff.waits_for === 're_authentication'
              ? 'Waits for new credentials'
              : `Waits after ${schedule.backoff.failures} failed tries`}
            {': '}
            <Prose text={closed(schedule.backoff.reason)} />
            {schedule.backoff.next_attempt_at && (
              <>
                {' The next try is '}
                <When at={schedule.backoff.next_attempt_at} />.
              </>
            )}
          </Text>
        )}
        {schedule.paused ? (
          <Notice
            color="gray"
            icon={<IconClockPause size={18} />}
            title={`Paused${schedule.paused_at ? ` since ${formatTime(schedule.paused_at)}` : ''}`}
          >
            <Group justify="space-between">
              <Text size="sm">Nothing runs by itself. What is here stays, and can be synced by hand.</Text>
              <Button
                size="xs"
                loading={resume.isPending}
                onClick={() => resume.mutate(id, { onError: refused('Could not resume') })}
              >
                Resume
              </Button>
            </Group>
          </Notice>
        ) : (
          <Group>
            <Button
              size="xs"
              variant="default"
              loading={pause.isPending}
              onClick={() => pause.mutate(id, { onError: refused('Could not pause') })}
            >
              Pause
            </Button>
            <Text size="sm" c="dimmed">
              A running sync is stopped within a page.
            </Text>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

function ScheduleForm({ schedule, id }: { schedule: Schedule; id: string }) {
  const [tail, setTail] = useState(() => formOf(schedule.tail));
  const [withFull, setWithFull] = useState(schedule.full != null);
  const [full, setFull] = useState(() => formOf(schedule.full ?? { every_minutes: 1440 }));
  const [depth, setDepth] = useState<number | null>(schedule.depth_days ?? null);
  const [zone, setZone] = useState(schedule.time_zone);
  const save = useSetSchedule(id);
  const fault = cadenceFault(tail) ?? (withFull ? cadenceFault(full) : null);
  const usesCron = tail.kind === 'cron' || (withFull && full.kind === 'cron');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({
      tail: cadenceOf(tail),
      full: withFull ? cadenceOf(full) : null,
      depth_days: depth,
      time_zone: zone.trim() || 'UTC',
    });
  };
  return (
    <form onSubmit={submit}>
      <Section title="Change the schedule">
        <Stack gap="lg">
          <CadenceField
            label="Newest data"
            about="How often what changed is read. Often costs little: only changes are asked for."
            value={tail}
            change={setTail}
          />
          <Switch
            label="A full pass now and then"
            description="Reads lists as a whole, so that what was deleted upstream is noticed"
            checked={withFull}
            onChange={(event) => setWithFull(event.currentTarget.checked)}
          />
          {withFull && <CadenceField label="Full pass" about="How often." value={full} change={setFull} />}
          <DepthField value={depth} change={setDepth} usual={schedule.default_depth_days} />
          {depth !== (schedule.depth_days ?? null) && (
            <DepthCost id={id} depth={depth} key={depth ?? 'all'} />
          )}
          {usesCron && (
            <TextInput
              label="Time zone of cron"
              description={<Prose text="As in `Europe/Berlin`; UTC without one" />}
              value={zone}
              onChange={(event) => setZone(event.currentTarget.value)}
              maw={260}
            />
          )}
          {save.isError && <Failure error={save.error} what="Could not save the schedule" />}
          <Group>
            <Button type="submit" loading={save.isPending} disabled={fault !== null}>
              Save schedule
            </Button>
            {!schedule.is_default && (
              <Button variant="default" loading={save.isPending} onClick={() => save.mutate({})}>
                Back to the defaults
              </Button>
            )}
            {schedule.is_default && (
              <Text size="sm" c="dimmed">
                These are the defaults.
              </Text>
            )}
          </Group>
        </Stack>
      </Section>
    </form>
  );
}
