/** What a sync is going to cost. */
import { useChange } from './change';
import { ask, client } from './client';
import type { NewIntegration } from './mutations';

/** Days of history; null is everything, none is what the schedule says. */
export type Depth = number | null | undefined;

/** Asks the upstream a few questions, so only when somebody wants to know. */
export const usePlan = (id: string) =>
  useChange((depth: Depth) => {
    const days = depth === null ? 'all' : depth?.toString();
    return ask(
      client.GET('/integrations/{id}/plan', { params: { path: { id }, query: { depth_days: days } } }),
    );
  }, []);

type Settings = Pick<NewIntegration, 'kind' | 'config' | 'secrets'>;

export const usePlanOfSettings = () =>
  useChange(
    ({ settings, depth }: { settings: Settings; depth: number | null }) =>
      ask(client.POST('/integrations/plan', { body: { ...settings, depth_days: depth } })),
    [],
  );
