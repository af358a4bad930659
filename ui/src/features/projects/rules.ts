import type { DeploymentRule, ProjectOptions } from '~/api/types';

export type RuleKind = DeploymentRule['kind'];

type Field = {
  name: string;
  label: string;
  /** What an empty list means. */
  empty: string;
  options?: keyof ProjectOptions;
};

type RuleInfo = { label: string; about: string; lists: Field[] };

/** The ways a deployment shows, and what each can be narrowed by. */
export const RULES: Record<RuleKind, RuleInfo> = {
  workflow_runs: {
    label: 'Workflow runs',
    about: 'Each successful run of a pipeline is a deployment.',
    lists: [
      { name: 'names', label: 'Workflows', empty: 'every workflow', options: 'workflows' },
      { name: 'branches', label: 'Branches', empty: 'every branch', options: 'branches' },
      { name: 'jobs', label: 'Jobs that deploy', empty: 'the run as a whole' },
    ],
  },
  deployments: {
    label: 'Deployments',
    about: 'Deployments that the code host or a delivery tool recorded.',
    lists: [{ name: 'environments', label: 'Environments', empty: 'production', options: 'environments' }],
  },
  releases: { label: 'Releases', about: 'Each published release is a deployment.', lists: [] },
  tags: {
    label: 'Tags',
    about: 'Each tag is a deployment.',
    lists: [{ name: 'patterns', label: 'Names', empty: 'every tag' }],
  },
  merges: {
    label: 'Merged pull requests',
    about: 'Each pull request merged to a branch is a deployment.',
    lists: [{ name: 'branches', label: 'Branches', empty: 'the default branch', options: 'branches' }],
  },
};

export const RULE_KINDS = Object.keys(RULES) as RuleKind[];

export function emptyRule(kind: RuleKind): DeploymentRule {
  return { kind } as DeploymentRule;
}

export function listOf(rule: DeploymentRule, field: string): string[] {
  const value = (rule as Record<string, unknown>)[field];
  return Array.isArray(value) ? (value as string[]) : [];
}

export function withField(rule: DeploymentRule, field: string, value: unknown): DeploymentRule {
  return { ...rule, [field]: value } as DeploymentRule;
}
