import { Select } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { categoriesQuery } from '~/api/insights';
import { offered } from './use-collections';

type Props = { project: string; value: string | undefined };

/** Whose numbers are shown: those of the whole project, or of one collection in its trees; the address says which. */
export function CollectionPicker({ project, value }: Props) {
  const navigate = useNavigate();
  const { data } = useQuery(categoriesQuery(project));
  const trees = data ? offered(data.items) : [];
  if (trees.length === 0 && !value) return null;
  return (
    <Select
      aria-label="Collection"
      w={220}
      placeholder="Whole project"
      data={trees.map(({ name, places }) => ({
        group: name,
        items: places.map((each) => ({
          value: each.value,
          label: `${'\u2003'.repeat(each.depth)}${each.label}`,
        })),
      }))}
      value={value ?? null}
      onChange={(next) =>
        navigate({ to: '.', search: (old) => ({ ...old, collection: next ?? undefined }) as never })
      }
      clearable
      clearButtonProps={{ 'aria-label': 'Show the whole project' }}
      searchable
      leftSection={<IconUsersGroup size={16} />}
    />
  );
}
