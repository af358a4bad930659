import type { CONTRIBUTORS_SHOWN } from '~/lib/url';

export type Shown = (typeof CONTRIBUTORS_SHOWN)[number];

export const SHOWN_LABELS: Record<Shown, string> = {
  people: 'People',
  bots: 'Bots',
  undecided: 'Undecided',
  alone: 'Without an address',
};
