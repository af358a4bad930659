import type { Filter } from '~/api/types';
import { words } from '~/lib/format';

/** How an operator of the API is said. */
export const OPERATORS = {
  is: 'is',
  is_not: 'is not',
  starts_with: 'starts with',
  contains: 'contains',
  not_contains: 'does not contain',
} as const;

export function filterText({ dimension, operator, values }: Filter): string {
  return `${words(dimension)} ${OPERATORS[operator]} ${values.map((value) => value || 'none').join(' or ')}`;
}

/** The conditions in an address, in words; an address that somebody broke shows as it is. */
export function filtersText(text: string): string {
  try {
    return (JSON.parse(text) as Filter[]).map(filterText).join(', ');
  } catch {
    return text;
  }
}
