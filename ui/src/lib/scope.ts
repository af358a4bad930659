/** Which repositories count: patterns that take in, patterns that leave out. */

export type Scope = { include?: string[]; exclude?: string[] };
export type ScopeLists = { include: string[]; exclude: string[] };

export function listsOf(scope: Scope | null | undefined): ScopeLists {
  return { include: scope?.include ?? [], exclude: scope?.exclude ?? [] };
}

/** Nothing chosen is everything, which the API calls null. */
export function scopeOf({ include, exclude }: ScopeLists): Scope | null {
  const clean = (list: string[]) => list.map((each) => each.trim()).filter(Boolean);
  const scope = { include: clean(include), exclude: clean(exclude) };
  return scope.include.length === 0 && scope.exclude.length === 0 ? null : scope;
}

export function sameScope(a: Scope | null | undefined, b: Scope | null | undefined): boolean {
  return JSON.stringify(scopeOf(listsOf(a))) === JSON.stringify(scopeOf(listsOf(b)));
}

/** `everything`, `acme/*`, `acme/* and 2 more, without legacy-*`. */
export function scopeText(scope: Scope | null | undefined): string {
  const { include, exclude } = listsOf(scope);
  if (include.length === 0 && exclude.length === 0) return 'everything';
  const short = (list: string[]) =>
    list.length > 2 ? `${list[0]} and ${list.length - 1} more` : list.join(' and ');
  const taken = include.length === 0 ? 'everything' : short(include);
  return exclude.length === 0 ? taken : `${taken}, without ${short(exclude)}`;
}
