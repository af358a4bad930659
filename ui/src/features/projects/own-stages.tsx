import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { projectOptionsQuery } from '~/api/queries';
import type { ProfileTrial, StageChain, StageRule } from '~/api/types';
import { BY_STATUSES, nextStage, raised, type Timed } from './chains';
import { EventPicker } from './event-picker';
import { StageEditor } from './stage-editor';

type Props = {
  project: string;
  timed: Timed;
  chain: StageChain | undefined;
  /** What its stages took in the last 30 days. */
  tried: ProfileTrial['stages'];
  change: (chain: StageChain | undefined) => void;
};

/** The stages of one time: those it comes with, or those of one's own. */
export function OwnStages({ project, timed, chain, tried, change }: Props) {
  const statuses = useQuery(projectOptionsQuery(project)).data?.issue_statuses ?? [];
  const title = timed.title.toLowerCase();
  if (!chain)
    return (
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} />}
          onClick={() => change(timed.own)}
        >
          Define the stages of {title}
        </Button>
        {timed.has_statuses && (
          <Button variant="default" size="xs" onClick={() => change(BY_STATUSES)}>
            Measure {title} by statuses only
          </Button>
        )}
      </Group>
    );
  const set = (stages: StageRule[]) => change({ ...chain, stages });
  return (
    <Stack gap="sm" role="group" aria-label={`Stages of ${title}`}>
      <Text size="sm" c="dimmed">
        {timed.title} in stages of its own, in this order. Each is measured from the nearest event before it
        that happened. It is graded once every stage has limits.
      </Text>
      <EventPicker
        label={`${timed.title} begins with`}
        timed={timed}
        statuses={statuses}
        event={chain.start}
        change={(start) => change({ ...chain, start })}
      />
      {chain.stages.map((stage, index) => (
        <StageEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a stage's name changes while it is typed
          key={index}
          position={index + 1}
          timed={timed}
          statuses={statuses}
          stage={stage}
          tried={tried[index]}
          change={(next) => set(chain.stages.map((each, at) => (at === index ? next : each)))}
          raise={index > 0 ? () => set(raised(chain.stages, index)) : undefined}
          remove={
            chain.stages.length > 1 ? () => set(chain.stages.filter((_, at) => at !== index)) : undefined
          }
        />
      ))}
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => set([...chain.stages, nextStage(timed, chain.stages)])}
        >
          Add stage
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowBackUp size={14} />}
          onClick={() => change(undefined)}
        >
          Back to the stages {title} comes with
        </Button>
      </Group>
    </Stack>
  );
}
