import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { deletionQuery } from '~/api/life';
import type { Deletion } from '~/api/types';
import { formatBytes, formatCount, plural, words } from '~/lib/format';
import { Loaded } from '~/ui/loaded';

/** What a deletion takes along, and whose numbers change. */
export function Impact({ id }: { id: string }) {
  return (
    <Loaded query={useQuery(deletionQuery(id))} what="what would be deleted">
      {(deletion) => (
        <Stack gap="sm">
          <Text size="sm">
            {plural(deletion.rows, 'row')} and {plural(deletion.raw_records, 'raw record')}, about{' '}
            {formatBytes(deletion.bytes)}, are deleted here, with {plural(deletion.tasks, 'task')} of the log
            {deletion.mirrors.count > 0 &&
              `, ${plural(deletion.mirrors.count, 'git mirror')} (${formatBytes(deletion.mirrors.bytes)})`}
            , its secrets, cursors and webhooks. Nothing changes upstream.
          </Text>
          {deletion.tables.length > 0 && (
            <details>
              <summary>
                <Text span size="sm">
                  Rows by table
                </Text>
              </summary>
              <List size="sm" listStyleType="disc">
                {deletion.tables.map((table) => (
                  <List.Item key={table.name}>
                    {words(table.name)}: {formatCount(table.rows)}
                  </List.Item>
                ))}
              </List>
            </details>
          )}
          <Dependents deletion={deletion} />
        </Stack>
      )}
    </Loaded>
  );
}

function Dependents({ deletion }: { deletion: Deletion }) {
  const { projects, collections, profiles } = deletion;
  const none = projects.length + collections.length + profiles.length === 0;
  if (none) {
    return <Text size="sm">No project, collection or profile uses it.</Text>;
  }
  return (
    <>
      <Text size="sm">Their numbers change, and they are marked until someone has looked:</Text>
      <List size="sm" listStyleType="disc">
        {projects.map((project) => (
          <List.Item key={project.id}>
            project {project.name}
            {project.metrics.length > 0 && ` (${project.metrics.map(words).join(', ')})`}
          </List.Item>
        ))}
        {collections.map((each) => (
          <List.Item key={each.id}>collection {each.name}</List.Item>
        ))}
        {profiles.map((each) => (
          <List.Item key={each.id}>profile {each.name}</List.Item>
        ))}
      </List>
    </>
  );
}
