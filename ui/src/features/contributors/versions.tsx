import { Group, Stack, Table, Text } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { fileAddress, versionsQuery } from '~/api/contributors';
import type { ContributorVersion } from '~/api/types';
import { formatCount, plural } from '~/lib/format';
import { FileButtonLink } from '~/ui/file-link';
import { ButtonLink } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';
import { ChangesTable } from './changes-table';

/** Each edit and each import begins a version; any of them can be had back. */
export function Versions() {
  return (
    <Loaded query={useQuery(versionsQuery())} what="the versions">
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            title="Nothing was noted yet"
            action={
              <ButtonLink to="/contributors" search={{ tab: 'import' }}>
                Import a file
              </ButtonLink>
            }
            icon={<IconHistory size={28} aria-hidden />}
          >
            Every edit and every import of what is noted of people begins a version.
          </Empty>
        ) : (
          <List versions={items} />
        )
      }
    </Loaded>
  );
}

function List({ versions }: { versions: ContributorVersion[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Stack gap="sm">
      <Text c="dimmed" maw={680}>
        A version is what was noted of everybody from then on. Restoring shows first what it would change.
        Merged and split accounts stay as they are.
      </Text>
      <FramedTable
        label="Versions"
        minWidth={620}
        verticalSpacing={6}
        head={['Since', 'Began with', 'Changed', 'Have it back']}
      >
        {versions.map((each, index) => (
          <Fragment key={each.id}>
            <Table.Tr>
              <Table.Td>
                <When at={each.at} />
                {index === 0 && (
                  <Text size="xs" c="dimmed">
                    as it is now
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{each.action === 'imported' ? 'an import' : 'an edit by hand'}</Table.Td>
              <Table.Td>
                <button
                  type="button"
                  className="text-button"
                  aria-expanded={open === each.id}
                  onClick={() => setOpen(open === each.id ? null : each.id)}
                >
                  {plural(each.fields, 'field')} of {plural(each.contributors, 'contributor')}
                </button>
              </Table.Td>
              <Table.Td>
                <Group gap={6}>
                  <FileButtonLink
                    href={fileAddress(each.id)}
                    name={`contributors-${each.id}.csv`}
                    size="xs"
                    leftSection={<IconDownload size={14} />}
                    aria-label={`CSV of version ${each.id}`}
                  >
                    CSV
                  </FileButtonLink>
                  {index > 0 && (
                    <ButtonLink
                      to="/contributors"
                      search={{ tab: 'import', version: each.id }}
                      size="xs"
                      variant="default"
                      aria-label={`Restore version ${each.id}`}
                    >
                      Restore
                    </ButtonLink>
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
            {open === each.id && (
              <Table.Tr>
                <Table.Td colSpan={4}>
                  <ChangesTable
                    label={`Changes of version ${each.id}`}
                    changes={each.changes}
                    maxHeight={320}
                  />
                  {each.fields > each.changes.length && (
                    <Text size="sm" c="dimmed">
                      and {formatCount(each.fields - each.changes.length)} more
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            )}
          </Fragment>
        ))}
      </FramedTable>
    </Stack>
  );
}
