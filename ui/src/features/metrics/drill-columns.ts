import type { Item, ItemColumn } from '~/api/types';
import type { ItemTab } from '~/lib/url';

const REASON: ItemColumn = { name: 'excluded_because', title: 'Left out because', kind: 'text' };
const SOURCE: ItemColumn = { name: 'url', title: 'Source', kind: 'link' };

/** The columns of the API, with the reason where rows may have one and a link to the source where none has it. */
export function drillColumns(columns: ItemColumn[], items: Item[], tab: ItemTab): ItemColumn[] {
  const all = [...columns];
  const has = (name: string) => all.some((column) => column.name === name);
  if (tab !== 'included' && !has('excluded_because')) all.splice(1, 0, REASON);
  const linked = all.some((column) => column.kind === 'link');
  if (!linked && items.some((item) => typeof item.url === 'string')) all.push(SOURCE);
  return all;
}
