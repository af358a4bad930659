import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useDeleteInsight } from '~/api/insights';
import type { InsightPage } from '~/api/types';
import { plural } from '~/lib/format';
import { ConfirmByName } from '~/ui/confirm-by-name';

type Props = { opened: boolean; close: () => void; project: string; insight: InsightPage };

/** Deletes an Insight after its name was typed. */
export function DeleteInsight({ opened, close, project, insight }: Props) {
  const navigate = useNavigate();
  const remove = useDeleteInsight(project, () => {
    close();
    return navigate({ to: '/projects/$id/insights/all', params: { id: project } });
  });
  return (
    <ConfirmByName
      opened={opened}
      close={close}
      title="Delete Insight"
      name={insight.name}
      action="Delete Insight"
      pending={remove.isPending}
      error={remove.error}
      confirm={() => remove.mutate(insight.id)}
    >
      <Text size="sm">
        Its {plural(insight.widgets?.length ?? 0, 'widget')} are deleted for everybody. Rows, metrics and
        other Insights stay. Export it first to keep a copy.
      </Text>
    </ConfirmByName>
  );
}
