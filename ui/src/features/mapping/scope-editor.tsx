import { Group, Stack, Table, TagsInput, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { scopePreviewQuery } from '~/api/life';
import type { ScopePreview } from '~/api/types';
import { formatCount, plural } from '~/lib/format';
import { type ScopeLists, scopeOf } from '~/lib/scope';
import { FramedTable, right } from '~/ui/list-table';
import { Prose } from '~/ui/prose';
import { Failure, Loading } from '~/ui/states';

type Props = {
  id: string;
  /** Whose mapping it narrows; without one it is the integration's own scope. */
  project?: string;
  value: ScopeLists;
  change: (value: ScopeLists) => void;
};

const EXAMPLES =
  'A full name is exactly that one; `acme/*` one owner, `web-*` names that begin so, `*legacy*` names with it';

/** Takes in and leaves out by name or pattern, and says at once what that amounts to. */
export function ScopeEditor({ id, project, value, change }: Props) {
  return (
    <Stack gap="sm">
      <TagsInput
        label="Only these"
        description={<Prose text={EXAMPLES} />}
        placeholder={value.include.length === 0 ? 'Everything' : undefined}
        value={value.include}
        onChange={(include) => change({ ...value, include })}
        splitChars={[',', ' ', '\n']}
        acceptValueOnBlur
        clearable
        clearButtonProps={{ 'aria-label': 'Take in everything' }}
      />
      <TagsInput
        label="But not these"
        placeholder={value.exclude.length === 0 ? 'Nothing left out' : undefined}
        value={value.exclude}
        onChange={(exclude) => change({ ...value, exclude })}
        splitChars={[',', ' ', '\n']}
        acceptValueOnBlur
        clearable
        clearButtonProps={{ 'aria-label': 'Leave nothing out' }}
      />
      <Outcome id={id} project={project} lists={value} />
    </Stack>
  );
}

/** What the patterns select, asked for shortly after the last keystroke. */
function Outcome({ id, project, lists }: { id: string; project?: string; lists: ScopeLists }) {
  const [settled] = useDebouncedValue(lists, 300);
  const query = useQuery(scopePreviewQuery(id, scopeOf(settled), project));
  if (query.isError && !query.data) {
    return (
      <Failure
        error={query.error}
        what="Could not see what the scope selects"
        retry={() => query.refetch()}
      />
    );
  }
  if (!query.data) return <Loading height={60} label="Loading what the scope selects" />;
  return <Selected preview={query.data} own={project === undefined} />;
}

function Selected({ preview, own }: { preview: ScopePreview; own: boolean }) {
  const { total, selected, unmatched, purges } = preview;
  return (
    <Stack gap={6}>
      <Text size="sm" role="status">
        <Text span fw={600} inherit>
          {formatCount(selected)} of {formatCount(total)}
        </Text>{' '}
        selected
        {own &&
          purges.rows > 0 &&
          `; saving deletes ${plural(purges.rows, 'row')} of ${formatCount(purges.partitions)}`}
      </Text>
      {unmatched.length > 0 && (
        <Text size="sm" c="var(--weir-warn)">
          Nothing matches {unmatched.join(', ')}: a typing error, or something that is not there yet.
        </Text>
      )}
      {preview.partitions.length > 0 && (
        <FramedTable
          label="What the scope selects"
          minWidth={420}
          maxHeight={260}
          verticalSpacing={4}
          stickyHeader
          head={['Name', 'Selected', right('Rows')]}
        >
          {preview.partitions.map((each) => (
            <Table.Tr key={each.id}>
              <Table.Td>{each.name}</Table.Td>
              <Table.Td>
                <Group gap={6} wrap="nowrap">
                  {each.selected ? (
                    <IconCircleCheck size={15} color="var(--weir-good)" aria-hidden />
                  ) : (
                    <IconCircleMinus size={15} color="var(--weir-calm)" aria-hidden />
                  )}
                  <Text size="sm" inherit>
                    {each.selected ? 'yes' : 'no'}
                    {each.by && `, by ${each.by}`}
                  </Text>
                </Group>
              </Table.Td>
              <Table.Td ta="right">{formatCount(each.rows)}</Table.Td>
            </Table.Tr>
          ))}
        </FramedTable>
      )}
    </Stack>
  );
}
