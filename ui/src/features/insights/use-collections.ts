import { useQuery } from '@tanstack/react-query';
import { categoriesQuery } from '~/api/insights';
import type { Category, Collection } from '~/api/types';
import { placed } from '~/features/collections/trees';

export type Place = { value: string; label: string; depth: number };

/** The collections of a tree in reading order, with how deep they lie. */
export const flatten = (collections: Collection[]): Place[] =>
  placed(collections).map(({ collection, depth }) => ({
    value: collection.id,
    label: collection.name,
    depth,
  }));

/** The trees that are offered where numbers are looked at, without those that have nothing in them. */
export function offered(categories: Category[]): { name: string; places: Place[] }[] {
  return categories
    .filter((each) => each.enabled !== false)
    .map((each) => ({ name: each.name, places: flatten(each.collections) }))
    .filter((each) => each.places.length > 0);
}

export function useCollectionName(project: string | undefined, id: string | undefined): string | undefined {
  const { data } = useQuery({
    ...categoriesQuery(project ?? ''),
    enabled: project !== undefined && id !== undefined,
  });
  return data?.items.flatMap((each) => flatten(each.collections)).find((each) => each.value === id)?.label;
}
