import { Select } from '@mantine/core';
import type { Category } from '~/api/types';
import { parentsFor } from './trees';

type Props = {
  category: Category | undefined;
  own: string | undefined;
  value: string | null;
  change: (parent: string | null) => void;
};

const ROOT = 'root';

/** The collection it is a part of, or the root of the category. */
export function ParentSelect({ category, own, value, change }: Props) {
  return (
    <Select
      label="Part of"
      data={[
        { value: ROOT, label: category?.root ?? 'The whole project' },
        ...parentsFor(category, own).map(({ collection, depth }) => ({
          value: collection.id,
          label: `${'\u2003'.repeat(depth + 1)}${collection.name}`,
        })),
      ]}
      value={value ?? ROOT}
      onChange={(next) => next && change(next === ROOT ? null : next)}
      allowDeselect={false}
      searchable
    />
  );
}
