import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { integrationsQuery } from '~/api/queries';
import { FirstRun } from '~/features/integrations/first-run';
import { Loaded } from '~/ui/loaded';

/** The start: the insight when something is connected, the way to the first integration otherwise. */
export function HomePage() {
  return (
    <Loaded query={useQuery(integrationsQuery())} what="the integrations">
      {(list) => (list.items.length === 0 ? <FirstRun /> : <Navigate to="/insights/dora" replace />)}
    </Loaded>
  );
}
