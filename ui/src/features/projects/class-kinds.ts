import type { ClassRule, ProjectOptions } from '~/api/types';

type Words<Key extends string> = Record<Key, string>;

/** What a change can be for. */
export const CLASSES: Words<ClassRule['class']> = {
  new_feature: 'New feature',
  deployment: 'Deployment',
  hotfix: 'Hotfix',
  defect: 'Defect',
};

/** How a name is compared; what it must not be is no use here. */
export const COMPARISONS = { starts_with: 'starts with', contains: 'contains', is: 'is' } as const;

/** What of a change is looked at, and where its names come from. */
export const SUBJECTS: Record<ClassRule['subject'], { label: string; options?: keyof ProjectOptions }> = {
  source_branch: { label: 'Pull requests from branches' },
  target_branch: { label: 'Pull requests to branches', options: 'branches' },
  direct_branch: { label: 'Commits without a pull request, to branches', options: 'branches' },
  tag: { label: 'Tags on the commits' },
  label: { label: 'Labels of the pull request', options: 'pull_request_labels' },
};

export const NEW_RULE: ClassRule = {
  class: 'new_feature',
  subject: 'source_branch',
  operator: 'starts_with',
  values: [],
};

/** The entries of a record, to choose from. */
export function choices(words: Words<string>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
