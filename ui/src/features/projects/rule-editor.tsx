import {
  ActionIcon,
  Checkbox,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { DeploymentRule, ProjectOptions, RuleMatches } from '~/api/types';
import { MatchLine } from './match-line';
import { emptyRule, listOf, RULE_KINDS, RULES, type RuleKind, withField } from './rules';

type Props = {
  rule: DeploymentRule;
  position: number;
  options: ProjectOptions | undefined;
  /** What it matched in the last 30 days, once that is known. */
  matched: RuleMatches | undefined;
  change: (rule: DeploymentRule) => void;
  remove: () => void;
};

/** One way a deployment shows. Values come from what was ingested, and patterns with * can be typed. */
export function RuleEditor({ rule, position, options, matched, change, remove }: Props) {
  const info = RULES[rule.kind];
  return (
    <Paper p="sm" style={{ borderColor: 'var(--weir-line)' }} role="group" aria-label={`Rule ${position}`}>
      <Stack gap="xs">
        <Group align="flex-end" wrap="nowrap">
          <Select
            label={`Rule ${position}`}
            data={RULE_KINDS.map((kind) => ({ value: kind, label: RULES[kind].label }))}
            value={rule.kind}
            onChange={(kind) => kind && change(emptyRule(kind as RuleKind))}
            allowDeselect={false}
            w={220}
          />
          <Text size="sm" c="dimmed" flex={1} pb={8} visibleFrom="sm">
            {info.about}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`Remove rule ${position}`}
            onClick={remove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: Math.max(1, info.lists.length) }} spacing="sm">
          {info.lists.map((field) => (
            <TagsInput
              key={field.name}
              label={field.label}
              placeholder={listOf(rule, field.name).length === 0 ? field.empty : undefined}
              data={field.options ? (options?.[field.options] ?? []) : []}
              value={listOf(rule, field.name)}
              onChange={(value) => change(withField(rule, field.name, value))}
              clearable
            />
          ))}
        </SimpleGrid>
        {rule.kind === 'workflow_runs' && (
          <TextInput
            label="Environment it deploys to"
            placeholder="production"
            value={rule.environment ?? ''}
            onChange={(event) => change({ ...rule, environment: event.currentTarget.value || null })}
            maw={320}
          />
        )}
        {rule.kind === 'releases' && (
          <Checkbox
            label="Pre-releases count as well"
            checked={rule.prereleases ?? false}
            onChange={(event) => change({ ...rule, prereleases: event.currentTarget.checked })}
          />
        )}
        {matched && <MatchLine matched={matched} />}
      </Stack>
    </Paper>
  );
}
