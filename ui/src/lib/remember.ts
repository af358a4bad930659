import type { InsightSearch } from './url';

const KEY = 'weir-insight';

/** The insight last looked at, so that the rail leads back to it. A convenience: the URL alone decides what is shown. */
export function rememberInsight(search: InsightSearch): void {
  try {
    const { project, period, from, to, compare } = search;
    localStorage.setItem(KEY, JSON.stringify({ project, period, from, to, compare }));
  } catch {
    // Storage is switched off: nothing to go back to.
  }
}

export function lastInsight(): InsightSearch {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as InsightSearch) : {};
  } catch {
    return {};
  }
}
