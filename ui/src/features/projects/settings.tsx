import { Button, Checkbox, Group, List, NumberInput, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useEditProject } from '~/api/mutations';
import { answerQuery, projectOptionsQuery } from '~/api/queries';
import type { DeploymentRule, FailureSettings, Project, ProjectSettings } from '~/api/types';
import { resolveRange } from '~/lib/time';
import { Link } from '~/ui/link';
import { Section } from '~/ui/page';
import { Prose } from '~/ui/prose';
import { Failure } from '~/ui/states';
import { RuleEditor } from './rule-editor';
import { emptyRule } from './rules';

/** What counts as a deployment, what as a failure, and whose work. */
export function ProjectSettingsForm({ project }: { project: Project }) {
  const [settings, setSettings] = useState<ProjectSettings>(project.settings);
  const edit = useEditProject(project.id);
  const patch = (change: Partial<ProjectSettings>) => setSettings({ ...settings, ...change });
  const changed = JSON.stringify(settings) !== JSON.stringify(project.settings);
  return (
    <Stack gap="xl" maw={860}>
      <Basis project={project} />
      <Deployments
        project={project}
        rules={settings.deployments ?? []}
        change={(deployments) => patch({ deployments })}
      />
      <Failures
        project={project}
        failures={settings.failures ?? {}}
        change={(failures) => patch({ failures })}
      />
      <Section title="Whose work counts">
        <Switch
          label="Leave out changes opened by bots"
          description="They stay in the drill-down with that reason."
          checked={settings.exclude_bots ?? true}
          onChange={(event) => patch({ exclude_bots: event.currentTarget.checked })}
        />
      </Section>
      {edit.isError && <Failure error={edit.error} what="Could not save the settings" />}
      <Group>
        <Button
          disabled={!changed}
          loading={edit.isPending}
          onClick={() => edit.mutate({ settings }, { onSuccess: (saved) => setSettings(saved.settings) })}
        >
          Save settings
        </Button>
        {changed && (
          <Button variant="default" onClick={() => setSettings(project.settings)}>
            Undo changes
          </Button>
        )}
        {edit.isSuccess && !changed && (
          <Text size="sm" role="status">
            Saved. The numbers are computed from the new settings.{' '}
            <Link to="/insights/dora" search={{ project: project.id }} inherit underline="always">
              See the DORA metrics
            </Link>
          </Text>
        )}
      </Group>
    </Stack>
  );
}

/** The saved settings in the words that stand beside each number. */
function Basis({ project }: { project: Project }) {
  const range = resolveRange({}, new Date());
  const deployments = useQuery(answerQuery(project.id, 'deployment_frequency', range)).data?.basis ?? [];
  const failures = useQuery(answerQuery(project.id, 'change_failure_rate', range)).data?.basis ?? [];
  const lines = [...new Set([...deployments, ...failures])];
  if (lines.length === 0) return null;
  return (
    <Section title="What counts now">
      <List size="sm" listStyleType="disc">
        {lines.map((line) => (
          <List.Item key={line}>
            <Prose text={line} />
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

type DeploymentsProps = {
  project: Project;
  rules: DeploymentRule[];
  change: (rules: DeploymentRule[]) => void;
};

function Deployments({ project, rules, change }: DeploymentsProps) {
  const options = useQuery(projectOptionsQuery(project.id)).data;
  return (
    <Section title="Deployments">
      <Text size="sm" c="dimmed">
        {rules.length === 0
          ? 'Without a rule, deployments are detected from the data: what was found is written above.'
          : 'Whatever matches any of the rules is a deployment. Patterns may contain *.'}
      </Text>
      {rules.map((rule, index) => (
        <RuleEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own
          key={index}
          rule={rule}
          position={index + 1}
          options={options}
          change={(next) => change(rules.map((each, at) => (at === index ? next : each)))}
          remove={() => change(rules.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...rules, emptyRule('deployments')])}
        >
          Add rule
        </Button>
      </div>
    </Section>
  );
}

type FailuresProps = {
  project: Project;
  failures: FailureSettings;
  change: (failures: FailureSettings) => void;
};

function Failures({ project, failures, change }: FailuresProps) {
  const labels = useQuery(projectOptionsQuery(project.id)).data?.labels ?? [];
  return (
    <Section title="Failures">
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
    </Section>
  );
}
