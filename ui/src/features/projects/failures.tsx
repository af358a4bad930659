import { Checkbox, NumberInput, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { projectOptionsQuery } from '~/api/queries';
import type { FailureSettings, RuleMatches } from '~/api/types';
import { sentence, words } from '~/lib/format';
import { Section } from '~/ui/page';
import { MatchLine } from './match-line';

type Props = {
  project: string;
  failures: FailureSettings;
  matches: RuleMatches[];
  change: (failures: FailureSettings) => void;
};

/** What counts as a failure in production, and what of it is restored. */
export function Failures({ project, failures, matches, change }: Props) {
  const labels = useQuery(projectOptionsQuery(project)).data?.labels ?? [];
  return (
    <Section title="Failures and their restoring">
      <TagsInput
        label="Issues with one of these labels are incidents"
        data={labels}
        value={failures.issue_labels ?? []}
        onChange={(issue_labels) => change({ ...failures, issue_labels })}
        clearable
      />
      <Checkbox
        label="A pull request that reverts a deployed one is a failure of that deployment"
        checked={failures.revert_pull_requests ?? true}
        onChange={(event) => change({ ...failures, revert_pull_requests: event.currentTarget.checked })}
      />
      <Checkbox
        label="A deployment that failed is a failure by itself"
        checked={failures.failed_deployments ?? false}
        onChange={(event) => change({ ...failures, failed_deployments: event.currentTarget.checked })}
      />
      <NumberInput
        label="Longest time between a deployment and its incident"
        description="An incident that names no cause belongs to the last deployment of its repository at most this long before."
        suffix=" hours"
        min={1}
        max={8760}
        value={failures.window_hours ?? 168}
        onChange={(value) => change({ ...failures, window_hours: Number(value) || 168 })}
        maw={420}
      />
      {matches.map((each) => (
        <MatchLine key={each.rule} title={sentence(words(each.rule || 'other'))} matched={each} />
      ))}
    </Section>
  );
}
