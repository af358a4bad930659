import type { Item, ItemColumn } from '~/api/types';
import type { ItemTab } from '~/lib/url';
import type { LinkedColumn } from '~/table/cell';

export type DrillColumn = LinkedColumn;

const REASON = 'excluded_because';
const isUrl = (name: string) => name === 'url' || name.endsWith('_url');

/** Whose cells an address belongs to: `deployment_url` to `deployment`, `url` to the item's title. */
function owner(url: string, columns: ItemColumn[]): ItemColumn | undefined {
  if (url !== 'url') return columns.find((column) => column.name === url.slice(0, -'_url'.length));
  const texts = columns.filter((column) => !isUrl(column.name) && column.name !== REASON);
  return (
    texts.find((column) => column.name === 'title') ??
    texts.find((column) => column.kind === 'link') ??
    undefined
  );
}

/**
 * The columns of the API as people read them: what the item is comes first and leads to its source, then why it was
 * left out where rows may be, then the rest. Addresses stand behind names, not beside them.
 */
export function drillColumns(columns: ItemColumn[], items: Item[], tab: ItemTab): DrillColumn[] {
  const filled = (name: string) => items.some((item) => typeof item[name] === 'string');
  const urls = columns.filter((column) => isUrl(column.name)).map((column) => column.name);
  if (!urls.includes('url') && filled('url')) urls.push('url');
  const hrefs = new Map<string, string>();
  const loose: DrillColumn[] = [];
  for (const url of urls) {
    const column = owner(url, columns);
    if (column) hrefs.set(column.name, url);
    else if (filled(url)) loose.push({ name: url, title: 'Source', kind: 'link' });
  }
  const shown = columns
    .filter((column) => !isUrl(column.name) && column.name !== REASON)
    .map((column): DrillColumn => ({ ...column, href: hrefs.get(column.name) }));
  const named = shown.filter((column) => column.href === 'url');
  const rest = shown.filter((column) => column.href !== 'url');
  const reason: DrillColumn[] =
    tab === 'included' ? [] : [{ name: REASON, title: 'Left out because', kind: 'text' }];
  return named.length > 0
    ? [...named, ...reason, ...rest, ...loose]
    : [...rest.slice(0, 1), ...reason, ...rest.slice(1), ...loose];
}
