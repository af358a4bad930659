import { useNavigate } from '@tanstack/react-router';
import { useChange } from '~/api/change';
import { authorize, mapProjects, setSchedule } from '~/api/life';
import { addIntegration, type NewIntegration, startSync } from '~/api/mutations';
import type { ProjectPick } from '../mapping/choose-projects';
import { refused } from './refused';

type Wish = {
  body: NewIntegration;
  /** Days of history when not the usual ones; null is everything. */
  depth?: number | null;
  pick: ProjectPick;
  /** Whether a person has to agree at the upstream before anything can be read. */
  connect: boolean;
  /** Whether nobody is asked: there is nothing to start, but an address to send to. */
  pushed: boolean;
};

const STALE = [['integrations'], ['connectors'], ['projects'], ['health']];

/** What follows the saved integration; a refusal of one step is said and does not lose the integration. */
async function follow(id: string, { depth, pick, connect, pushed }: Wish): Promise<void> {
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
  if (connect || pushed) return;
  // A server that starts the first sync by itself refuses the second one: both are fine.
  await startSync({ id }).catch(() => undefined);
}

/** Where it goes on. */
function nextTab({ connect, pushed, pick }: Wish) {
  if (connect) return 'settings';
  if (pushed) return 'webhooks';
  return pick.ids.length + pick.names.length > 0 ? 'monitoring' : 'mapping';
}

/** Saves an integration with its history and its projects, starts it, and goes where that can be watched. */
export function useAdding() {
  const navigate = useNavigate();
  const add = useChange(async (wanted: Wish) => {
    const made = await addIntegration(wanted.body);
    await follow(made.id, wanted);
    const away = wanted.connect
      ? await authorize(made.id, window.location.origin).catch(refused('Could not begin to connect'))
      : undefined;
    return { id: made.id, away: away?.url };
  }, STALE);
  const start = (wanted: Wish) => {
    add.mutate(wanted, {
      onSuccess: ({ id, away }) => {
        if (away) {
          window.location.assign(away);
          return;
        }
        navigate({
          to: '/integrations/$id/$tab',
          params: { id, tab: nextTab(wanted) },
          search: { added: true },
        });
      },
    });
  };
  return { start, pending: add.isPending, error: add.error };
}
