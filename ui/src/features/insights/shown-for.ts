import type { Category, Collection, InsightPage } from '~/api/types';

/** The collection with those above it, from the top of its tree. */
function chain(collections: Collection[], wanted: string): Collection[] {
  for (const each of collections) {
    if (each.id === wanted) return [each];
    const below = chain(each.children, wanted);
    if (below.length > 0) return [each, ...below];
  }
  return [];
}

/** Every collection of the trees. */
export function everyCollection(categories: Category[]): Collection[] {
  const all = (collections: Collection[]): Collection[] =>
    collections.flatMap((each) => [each, ...all(each.children)]);
  return categories.flatMap((each) => all(each.collections));
}

/** The collections that show an Insight; those below them show it too. */
export const collectionsOf = (categories: Category[], insight: string): Collection[] =>
  everyCollection(categories).filter((each) => each.insights?.includes(insight));

/**
 * The Insights offered while a collection is looked at: its own, those of the collections above it, and those that
 * belong to none in particular.
 */
export function shownFor(
  insights: InsightPage[],
  categories: Category[],
  collection: string | undefined,
): InsightPage[] {
  if (collection === undefined) return insights;
  const own = new Set(
    categories.flatMap((each) => chain(each.collections, collection)).flatMap((each) => each.insights ?? []),
  );
  const bound = new Set(everyCollection(categories).flatMap((each) => each.insights ?? []));
  return insights.filter((each) => own.has(each.id) || !bound.has(each.id));
}

/** The collections that have to change so that an Insight is shown for exactly the wanted ones. */
export function rebound(categories: Category[], insight: string, wanted: string[]): Collection[] {
  return everyCollection(categories).flatMap((each) => {
    const now = each.insights ?? [];
    if (now.includes(insight) === wanted.includes(each.id)) return [];
    const others = now.filter((other) => other !== insight);
    return [{ ...each, insights: wanted.includes(each.id) ? [...others, insight] : others }];
  });
}
