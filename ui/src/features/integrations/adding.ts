import { useNavigate } from '@tanstack/react-router';
import { useChange } from '~/api/change';
import { mapProjects, setSchedule } from '~/api/life';
import { addIntegration, type NewIntegration, startSync } from '~/api/mutations';
import type { ProjectPick } from '../mapping/choose-projects';
import { refused } from './refused';

type Wish = {
  body: NewIntegration;
  /** Days of history when not the usual ones; null is everything. */
  depth?: number | null;
  pick: ProjectPick;
};

const STALE = [['integrations'], ['connectors'], ['projects'], ['health']];

/** What follows the saved integration; a refusal of one step is said and does not lose the integration. */
async function follow(id: string, { depth, pick }: Wish): Promise<void> {
  const step = async (what: string, call: () => Promise<unknown>) => {
    await call().catch(refused(what));
  };
  if (depth !== undefined) {
    await step('Could not set the history', () => setSchedule(id, { depth_days: depth }));
  }
  const names = pick.names.map((name) => name.trim()).filter(Boolean);
  if (pick.ids.length + names.length > 0) {
    const projects = [
      ...pick.ids.map((project) => ({ id: project })),
      ...names.map((name) => ({ new: { name } })),
    ];
    await step('Could not save the mapping', () => mapProjects({ id, projects }));
  }
  // A server that starts the first sync by itself refuses the second one: both are fine.
  await startSync({ id }).catch(() => undefined);
}

/** Saves an integration with its history and its projects, starts it, and goes where that can be watched. */
export function useAdding() {
  const navigate = useNavigate();
  const add = useChange(async (wanted: Wish) => {
    const made = await addIntegration(wanted.body);
    await follow(made.id, wanted);
    return made;
  }, STALE);
  const start = (wanted: Wish) => {
    add.mutate(wanted, {
      onSuccess: ({ id }) => {
        const mapped = wanted.pick.ids.length + wanted.pick.names.length > 0;
        navigate({
          to: '/integrations/$id/$tab',
          params: { id, tab: mapped ? 'monitoring' : 'mapping' },
          search: { added: true },
        });
      },
    });
  };
  return { start, pending: add.isPending, error: add.error };
}
