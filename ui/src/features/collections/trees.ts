import type { Category, Collection } from '~/api/types';

/** A collection where it stands in its tree. */
export type Placed = { collection: Collection; depth: number; above: Collection[] };

/** The collections of a tree in reading order. */
export function placed(collections: Collection[], above: Collection[] = []): Placed[] {
  return collections.flatMap((collection) => [
    { collection, depth: above.length, above },
    ...placed(collection.children, [...above, collection]),
  ]);
}

export function placedOf(categories: Category[]): Placed[] {
  return categories.flatMap((each) => placed(each.collections));
}

/** Where a collection can be moved within its category: not below itself. */
export function parentsFor(category: Category | undefined, own: string | undefined): Placed[] {
  const all = category ? placed(category.collections) : [];
  return all.filter(
    ({ collection, above }) => collection.id !== own && !above.some((each) => each.id === own),
  );
}

/** What a collection goes by: its own definition, or that of the nearest one above it that has one. */
export function definedBy(place: Placed): Collection | null {
  const lineage = [place.collection, ...place.above.toReversed()];
  return lineage.find((each) => each.definition) ?? null;
}
