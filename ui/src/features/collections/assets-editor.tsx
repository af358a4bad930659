import { ActionIcon, Button, Checkbox, Group, Paper, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { metricsQuery, projectOptionsQuery, projectQuery } from '~/api/queries';
import type { Assets, Definition } from '~/api/types';
import { Loaded } from '~/ui/loaded';
import { Empty } from '~/ui/states';
import { FilterRows } from './filter-rows';
import { type Condition, conditionsOf, type Patterns, patternsOf, WAYS, type Way } from './patterns';
import { useDraft } from './use-draft';

type ByAssets = Assets & { by: 'assets' };
type Props = { project: string; value: ByAssets; change: (definition: Definition) => void };

/** Repositories and projects by integration, and conditions on any other field. */
export function AssetsEditor({ project, value, change }: Props) {
  const dimensions = useQuery(metricsQuery()).data?.items.flatMap((each) => each.dimensions) ?? [];
  const fields = [...new Set(dimensions)].filter((each) => each !== 'repository').sort();
  const options = useQuery(projectOptionsQuery(project)).data;
  const known: { [field: string]: string[] | undefined } = {
    base_branch: options?.branches,
    environment: options?.environments,
  };
  return (
    <Stack gap="md">
      <Integrations project={project} value={value} change={change} />
      <FilterRows
        label="Other fields"
        about="A condition counts for each metric that has the field."
        fields={fields}
        suggestions={(field) => known[field] ?? []}
        value={value.filters ?? []}
        change={(filters) => change({ ...value, filters })}
      />
    </Stack>
  );
}

function Integrations({ project, value, change }: Props) {
  const named = (value.integrations ?? {}) as { [id: string]: Patterns };
  const none = Object.keys(named).length === 0;
  const set = (integrations: { [id: string]: Patterns }) => change({ ...value, integrations });
  return (
    <Loaded query={useQuery(projectQuery(project))} what="the integrations of the project">
      {({ integrations }) =>
        integrations.length === 0 ? (
          <Empty title="No integration is mapped to the project">
            Map one first: its repositories and projects can then be chosen here.
          </Empty>
        ) : (
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              {none
                ? 'No integration is chosen: all that are mapped to the project count.'
                : 'Only what is chosen counts.'}
            </Text>
            {integrations.map((each) => (
              <Paper key={each.id} p="sm" style={{ borderColor: 'var(--weir-line)' }}>
                <Checkbox
                  label={each.name}
                  description={each.kind}
                  checked={each.id in named}
                  onChange={(event) => {
                    const { [each.id]: _, ...rest } = named;
                    set(event.currentTarget.checked ? { ...named, [each.id]: {} } : rest);
                  }}
                />
                {named[each.id] && (
                  <Conditions
                    name={each.name}
                    patterns={named[each.id] as Patterns}
                    change={(patterns) => set({ ...named, [each.id]: patterns })}
                  />
                )}
              </Paper>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

type ConditionsProps = { name: string; patterns: Patterns; change: (patterns: Patterns) => void };

/** Names that are in and names that are out. A line without a text says nothing yet and is not sent. */
function Conditions({ name, patterns, change }: ConditionsProps) {
  const [lines, setLines] = useDraft(patterns, conditionsOf, patternsOf, change);
  const add = (take: Condition['take']) => setLines([...lines, { take, way: 'is', text: '' }]);
  return (
    <Stack gap="xs" mt="sm">
      {lines.length === 0 && (
        <Text size="sm" c="dimmed">
          All of its repositories and projects.
        </Text>
      )}
      {lines.map((line, index) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
          key={index}
          label={`Condition ${index + 1} of ${name}`}
          line={line}
          change={(next) => setLines(lines.with(index, next))}
          remove={() => setLines(lines.toSpliced(index, 1))}
        />
      ))}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => add('include')}
        >
          Include
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => add('exclude')}
        >
          Exclude
        </Button>
      </Group>
    </Stack>
  );
}

type LineProps = { label: string; line: Condition; change: (line: Condition) => void; remove: () => void };

function ConditionLine({ label, line, change, remove }: LineProps) {
  return (
    <Group gap="xs" role="group" aria-label={label}>
      <Select
        aria-label="Taken in or left out"
        data={[
          { value: 'include', label: 'Include' },
          { value: 'exclude', label: 'Exclude' },
        ]}
        value={line.take}
        onChange={(take) => take && change({ ...line, take: take as Condition['take'] })}
        allowDeselect={false}
        w={110}
      />
      <Select
        aria-label="How the name is compared"
        data={Object.entries(WAYS).map(([value, text]) => ({ value, label: text }))}
        value={line.way}
        onChange={(way) => way && change({ ...line, way: way as Way })}
        allowDeselect={false}
        w={180}
      />
      <TextInput
        aria-label="Name"
        placeholder={line.way === 'starts_with' ? 'acme/' : 'acme/checkout'}
        value={line.text}
        onChange={(event) => change({ ...line, text: event.currentTarget.value })}
        style={{ flex: '1 1 160px' }}
      />
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Remove: ${label}`} onClick={remove}>
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
