import type { Contributor } from '~/api/types';
import type { CONTRIBUTORS_SHOWN } from '~/lib/url';

export type Shown = (typeof CONTRIBUTORS_SHOWN)[number];

export const SHOWN_LABELS: Record<Shown, string> = {
  people: 'People',
  bots: 'Bots',
  undecided: 'Undecided',
  alone: 'Without an address',
};

const TESTS: Record<Shown, (one: Contributor) => boolean> = {
  people: (one) => !one.is_bot,
  bots: (one) => one.is_bot,
  undecided: (one) => one.undecided,
  alone: (one) => !one.email,
};

/** Those whose name, address, accounts or notes have all the words in them. */
export function choose(everybody: Contributor[], q: string, show: Shown | undefined): Contributor[] {
  const wanted = q.toLowerCase().split(/\s+/).filter(Boolean);
  return everybody.filter((one) => {
    if (show && !TESTS[show](one)) return false;
    const text = [
      one.name,
      one.email ?? '',
      ...one.accounts.map((each) => each.account),
      ...Object.values(one.attributes),
    ]
      .join(' ')
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
