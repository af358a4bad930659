import type { InsightPage } from '~/api/types';

/** The default first, then by name. */
export function ordered(insights: InsightPage[]): InsightPage[] {
  return insights.toSorted(
    (a, b) => Number(b.is_default ?? false) - Number(a.is_default ?? false) || a.name.localeCompare(b.name),
  );
}
