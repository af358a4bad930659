import type { Point } from '~/api/types';
import { unitKind } from '~/lib/format';

/** Rates are drawn as the count in each bucket: whole things that happened, not a quotient. */
export function isRate(unit: string): boolean {
  const kind = unitKind(unit);
  return kind === 'per_day' || kind === 'per_week';
}

/** What a chart draws for a point. */
export function plotted(point: Point, unit: string): number | null {
  return isRate(unit) ? point.n : (point.value ?? null);
}
