import type { Contributor } from '~/api/types';

export type FoundPeople = {
  ids: string[];
  /** Numbers of the lines by which nobody is known. */
  unknown: number[];
};

/** Names by which columns of a file are known; a first line of nothing but such is a heading. */
const HEADINGS = /^(id|name|e-?mail|login|account|accounts|bot|contributor|user|team|role)$/i;

/** The people whom the lines of a file name, by id, address or login. */
export function findPeople(text: string, everybody: Contributor[]): FoundPeople {
  const known = new Map<string, string>();
  for (const each of everybody) {
    for (const account of each.accounts) {
      known.set(account.account.toLowerCase(), each.id);
      if (account.email) known.set(account.email.toLowerCase(), each.id);
    }
    if (each.email) known.set(each.email.toLowerCase(), each.id);
  }
  const byId = new Set(everybody.map((each) => each.id));
  const ids = new Set<string>();
  const unknown: number[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, '').trim());
    if (cells.every((cell) => cell === '')) return;
    if (index === 0 && HEADINGS.test(cells[0] ?? '')) return;
    const named = cells.map((cell) => known.get(cell.toLowerCase())).find(Boolean);
    const id = named ?? cells.find((cell) => byId.has(cell));
    if (id) ids.add(id);
    else unknown.push(index + 1);
  });
  return { ids: [...ids], unknown };
}
