import { Button, Checkbox, Collapse, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { type ProjectChoice, useMapProjects } from '~/api/life';
import type { Integration, MappedProject, Project } from '~/api/types';
import { formatCount } from '~/lib/format';
import { listsOf, type ScopeLists, sameScope, scopeOf, scopeText } from '~/lib/scope';
import { Link } from '~/ui/link';
import { Failure } from '~/ui/states';
import { NewProjects } from './new-projects';
import { ScopeEditor } from './scope-editor';

type Props = { integration: Integration; projects: Project[]; mapped: MappedProject[] };
type Chosen = { [project: string]: ScopeLists };

/** Chooses projects, old and new ones, and narrows what each of them takes. */
export function ProjectsForm({ integration, projects, mapped }: Props) {
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(mapped.map((each) => [each.id, listsOf(each.scope)])),
  );
  const [fresh, setFresh] = useState<string[]>([]);
  const save = useMapProjects();
  const names = fresh.map((name) => name.trim()).filter(Boolean);
  const changed =
    names.length > 0 ||
    Object.keys(chosen).length !== mapped.length ||
    mapped.some((each) => {
      const lists = chosen[each.id];
      return !lists || !sameScope(lists, each.scope);
    });
  const submit = () => {
    const wanted: ProjectChoice[] = [
      ...Object.entries(chosen).map(([id, lists]) => ({ id, scope: scopeOf(lists) })),
      ...names.map((name) => ({ new: { name }, scope: null })),
    ];
    save.mutate({ id: integration.id, projects: wanted }, { onSuccess: () => setFresh([]) });
  };
  return (
    <Stack gap="xs">
      {projects.map((project) => (
        <ProjectLine
          key={project.id}
          project={project}
          integration={integration.id}
          mapped={mapped.find((each) => each.id === project.id)}
          lists={chosen[project.id]}
          change={(lists) =>
            setChosen(({ [project.id]: _, ...rest }) => (lists ? { ...rest, [project.id]: lists } : rest))
          }
        />
      ))}
      <NewProjects names={fresh} change={setFresh} />
      {save.isError && <Failure error={save.error} what="Could not save the mapping" />}
      <Group>
        <Button disabled={!changed} loading={save.isPending} onClick={submit}>
          Save mapping
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setFresh((old) => [...old, ''])}
        >
          New project
        </Button>
        {save.isSuccess && !changed && (
          <Text size="sm" role="status">
            Saved.
          </Text>
        )}
      </Group>
    </Stack>
  );
}

type LineProps = {
  project: Project;
  integration: string;
  mapped?: MappedProject;
  lists?: ScopeLists;
  change: (lists: ScopeLists | null) => void;
};

function ProjectLine({ project, integration, mapped, lists, change }: LineProps) {
  const [narrowing, setNarrowing] = useState(false);
  const scope = lists && scopeOf(lists);
  return (
    <Paper p="sm" style={{ borderColor: 'var(--weir-line)' }}>
      <Group justify="space-between">
        <Checkbox
          label={project.name}
          description={project.description}
          checked={lists !== undefined}
          onChange={(event) => change(event.currentTarget.checked ? listsOf(mapped?.scope) : null)}
        />
        {lists && (
          <Group gap="sm">
            <Text size="sm" c="dimmed">
              {scopeText(scope)}
              {mapped &&
                sameScope(mapped.scope, scope) &&
                ` (${formatCount(mapped.selected)} of ${formatCount(mapped.total)})`}
            </Text>
            <Button
              size="xs"
              variant="default"
              aria-expanded={narrowing}
              onClick={() => setNarrowing(!narrowing)}
              aria-label={`Narrow what ${project.name} takes`}
            >
              Narrow
            </Button>
            {mapped && (
              <Link to="/insights/dora" search={{ project: project.id }} size="sm">
                DORA metrics
              </Link>
            )}
          </Group>
        )}
      </Group>
      <Collapse expanded={narrowing && lists !== undefined}>
        {narrowing && lists && (
          <Stack pt="sm">
            <ScopeEditor id={integration} project={project.id} value={lists} change={change} />
          </Stack>
        )}
      </Collapse>
    </Paper>
  );
}
