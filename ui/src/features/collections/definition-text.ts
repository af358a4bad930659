import type { Definition, Integration } from '~/api/types';
import { filterText } from '~/features/insights/filters';
import { plural } from '~/lib/format';
import { scopeText } from '~/lib/scope';
import type { Patterns } from './patterns';

/** A definition in one line. */
export function definitionText(definition: Definition, integrations: Integration[]): string {
  if (definition.by === 'people') {
    const conditions = (definition.attributes ?? []).map(filterText);
    const picked = definition.contributors?.length ?? 0;
    const all = conditions.join(' and ');
    if (picked === 0) return all || 'nobody yet';
    const by_hand = `${plural(picked, 'person', 'people')} picked by hand`;
    return all ? `${all}, and ${by_hand}` : by_hand;
  }
  const named = Object.entries(definition.integrations ?? {});
  const parts = named.map(([id, scope]) => {
    const name = integrations.find((each) => each.id === id)?.name;
    return name ? `${name}: ${scopeText(scope as Patterns)}` : 'nothing of an integration that is gone';
  });
  const filters = (definition.filters ?? []).map(filterText);
  return [parts.length === 0 ? 'all integrations' : parts.join('; '), ...filters].join(', ');
}
