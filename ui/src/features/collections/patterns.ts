/** Conditions on names, as people say them; the API knows patterns with `*`. */

export const WAYS = {
  is: 'is',
  starts_with: 'starts with',
  contains: 'contains',
  matches: 'matches the pattern',
} as const;

export type Way = keyof typeof WAYS;
export type Condition = { take: 'include' | 'exclude'; way: Way; text: string };
export type Patterns = { include?: string[]; exclude?: string[] };

export function patternOf({ way, text }: Pick<Condition, 'way' | 'text'>): string {
  const clean = text.trim();
  if (clean === '') return '';
  if (way === 'starts_with') return `${clean}*`;
  if (way === 'contains') return `*${clean}*`;
  return clean;
}

export function wayOf(pattern: string): Pick<Condition, 'way' | 'text'> {
  const inner = pattern.replace(/^\*/, '').replace(/\*$/, '');
  if (/[*?]/.test(inner)) return { way: 'matches', text: pattern };
  if (pattern === inner) return { way: 'is', text: pattern };
  if (pattern === `*${inner}*`) return { way: 'contains', text: inner };
  if (pattern === `${inner}*`) return { way: 'starts_with', text: inner };
  return { way: 'matches', text: pattern };
}

export function conditionsOf(patterns: Patterns): Condition[] {
  const read = (take: Condition['take']) =>
    (patterns[take] ?? []).map((pattern): Condition => ({ take, ...wayOf(pattern) }));
  return [...read('include'), ...read('exclude')];
}

/** What the API stores; conditions without a text say nothing yet. */
export function patternsOf(conditions: Condition[]): Required<Patterns> {
  const write = (take: Condition['take']) =>
    conditions
      .filter((each) => each.take === take)
      .map(patternOf)
      .filter(Boolean);
  return { include: write('include'), exclude: write('exclude') };
}
