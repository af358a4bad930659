import type { Integration, State } from '~/api/types';
import { Pill } from '~/ui/pill';
import { StatusPill, TaskPill } from '../integrations/status';
import { stateFacts, stateTone } from './states';

/** States that the status says already. */
const SAID: State[] = ['healthy', 'running'];

/** The finer state beneath the status, when it says more. */
export function StatePill({ state }: { state: State }) {
  if (SAID.includes(state)) return null;
  return <Pill tone={stateTone(state)}>{stateFacts(state).label}</Pill>;
}

/** Status, state and the running task of an integration, as far as they differ. */
export function IntegrationPills({ integration }: { integration: Integration }) {
  if (integration.deleting) return <Pill tone="warn">Deleting</Pill>;
  const running = integration.last_task?.status === 'running';
  return (
    <>
      <StatusPill status={integration.status} />
      <StatePill state={integration.state} />
      {running && integration.state !== 'first_sync' && <TaskPill status="running" />}
    </>
  );
}
