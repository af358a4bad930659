import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trialQuery } from '~/api/profiles';
import type { ProfileKind, ProfileTrial, ProjectSettings } from '~/api/types';
import { Section } from '~/ui/page';
import { Failure, Loading } from '~/ui/states';
import { Assumed } from './assumed';
import { withChain } from './chains';
import { Classes } from './classes';
import { Deployments } from './deployments';
import { Failures } from './failures';
import { MatchLine } from './match-line';
import { OwnStages } from './own-stages';
import { Stages } from './stages';
import { Times } from './times';
import { Whose } from './whose';

type Props = {
  project: string;
  kind: ProfileKind;
  settings: ProjectSettings;
  change: (settings: ProjectSettings) => void;
};

/** Every definition that shapes numbers, and at once what it amounts to in the last 30 days. */
export function Definitions({ project, kind, settings, change }: Props) {
  const [settled] = useDebouncedValue(settings, 400);
  const query = useQuery(trialQuery(project, kind, settled));
  const trial = query.isError ? undefined : query.data;
  const patch = (part: Partial<ProjectSettings>) => change({ ...settings, ...part });
  const chains = settings.stages ?? {};
  // What can be defined stays while a definition that is being typed cannot be tried.
  const timed = useLast(trial?.timed) ?? [];
  const matches = (of: string) => trial?.matches.filter((each) => each.of === of) ?? [];
  return (
    <>
      {query.isError && <Failure error={query.error} what="Could not try these definitions" />}
      {query.isPending && <Loading height={90} label="Loading what the definitions amount to" />}
      {trial && <Assumed lines={trial.assumes} />}
      {kind === 'dora' && (
        <>
          <Deployments
            project={project}
            rules={settings.deployments ?? []}
            matches={matches('deployments')}
            change={(deployments) => patch({ deployments })}
          />
          <Failures
            project={project}
            failures={settings.failures ?? {}}
            matches={matches('failures')}
            change={(failures) => patch({ failures })}
          />
        </>
      )}
      <Section title={kind === 'dora' ? 'Lead time for changes' : 'Cycle times and lead times of issues'}>
        <Stages
          stages={(trial?.stages ?? []).filter((each) => !chains[each.metric])}
          skipped={settings.skipped_stages ?? []}
          change={(skipped_stages) => patch({ skipped_stages })}
        />
        {timed.map((each) => (
          <OwnStages
            key={each.metric}
            project={project}
            timed={each}
            chain={chains[each.metric]}
            tried={(trial?.stages ?? []).filter(({ metric }) => metric === each.metric)}
            change={(chain) => patch({ stages: withChain(chains, each.metric, chain) })}
          />
        ))}
        {trial && <Items kind={kind} trial={trial} />}
      </Section>
      <Classes
        project={project}
        rules={settings.change_classes ?? []}
        used={trial?.class_rules ?? []}
        matches={matches('change_classes')}
        change={(change_classes) => patch({ change_classes })}
      />
      <Whose settings={settings} patch={patch} />
      <Times settings={settings} patch={patch} />
    </>
  );
}

/** The value, or the last one that was there. */
function useLast<Value>(value: Value | undefined): Value | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}

const ITEMS: Record<ProfileKind, [of: string, title: string][]> = {
  dora: [['changes', 'Changes']],
  velocity: [
    ['pull_requests', 'Pull requests'],
    ['issues', 'Issues'],
  ],
};

/** How many things the times are of, over everything they come from. */
function Items({ kind, trial }: { kind: ProfileKind; trial: ProfileTrial }) {
  return ITEMS[kind].map(([of, title]) => {
    const own = trial.matches.filter((each) => each.of === of);
    const sum = (count: (each: (typeof own)[number]) => number) =>
      own.reduce((total, each) => total + count(each), 0);
    const all = {
      of,
      rule: '',
      counted: sum((each) => each.counted),
      left_out: sum((each) => each.left_out),
      examples: own.flatMap((each) => each.examples).slice(0, 3),
    };
    return <MatchLine key={of} title={title} matched={all} />;
  });
}
