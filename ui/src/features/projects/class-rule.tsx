import { ActionIcon, Group, Paper, Select, SimpleGrid, Stack, TagsInput } from '@mantine/core';
import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { ClassRule, ProjectOptions, RuleMatches } from '~/api/types';
import { CLASSES, COMPARISONS, choices, SUBJECTS } from './class-kinds';
import { MatchLine } from './match-line';

type Props = {
  rule: ClassRule;
  position: number;
  options: ProjectOptions | undefined;
  /** What it decided in the last 30 days, once that is known. */
  matched: RuleMatches | undefined;
  change: (rule: ClassRule) => void;
  /** Puts it before the rule above it, where there is one. */
  raise: (() => void) | undefined;
  remove: () => void;
};

const SUBJECT_CHOICES = Object.entries(SUBJECTS).map(([value, { label }]) => ({ value, label }));

/** One way to tell what a change is for. */
export function ClassRuleEditor({ rule, position, options, matched, change, raise, remove }: Props) {
  const source = SUBJECTS[rule.subject].options;
  const set = (part: { [Key in keyof ClassRule]?: string | null }) =>
    change({ ...rule, ...part } as ClassRule);
  return (
    <Paper p="sm" style={{ borderColor: 'var(--weir-line)' }} role="group" aria-label={`Class ${position}`}>
      <Stack gap="xs">
        <Group align="flex-end" wrap="nowrap">
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" flex={1}>
            <Select
              label={`Class ${position}`}
              data={choices(CLASSES)}
              value={rule.class}
              onChange={(value) => value && set({ class: value })}
              allowDeselect={false}
            />
            <Select
              label="What is looked at"
              data={SUBJECT_CHOICES}
              value={rule.subject}
              onChange={(value) => value && set({ subject: value })}
              allowDeselect={false}
            />
            <Select
              label="Its name"
              data={choices(COMPARISONS)}
              value={rule.operator}
              onChange={(value) => value && set({ operator: value })}
              allowDeselect={false}
            />
          </SimpleGrid>
          {raise && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Move class ${position} up`}
              onClick={raise}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`Remove class ${position}`}
            onClick={remove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
        <TagsInput
          label="Any of"
          aria-label={`Names of class ${position}`}
          placeholder={rule.values.length === 0 ? 'type a name and press Enter' : undefined}
          data={source ? (options?.[source] ?? []) : []}
          value={rule.values}
          onChange={(values) => change({ ...rule, values })}
          clearable
        />
        {matched && <MatchLine matched={matched} elsewhere="more match, but an earlier rule decides" />}
      </Stack>
    </Paper>
  );
}
