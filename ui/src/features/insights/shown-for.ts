import type { Category, Collection, InsightPage } from '~/api/types';
import { placedOf } from '~/features/collections/trees';

const everyCollection = (categories: Category[]): Collection[] =>
  placedOf(categories).map(({ collection }) => collection);

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
    placedOf(categories)
      .filter((each) => each.collection.id === collection)
      .flatMap((each) => [...each.above, each.collection])
      .flatMap((each) => each.insights ?? []),
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
