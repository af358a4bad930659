/** The queries that were run in this browser, the newest first. They never leave it. */
const KEY = 'weir-queries';
const MOST = 30;

export function withQuery(past: string[], sql: string): string[] {
  return [sql, ...past.filter((each) => each !== sql)].slice(0, MOST);
}

export function pastQueries(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

export function storeQueries(past: string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(past));
  } catch {
    // Storage is switched off: nothing is remembered.
  }
}
