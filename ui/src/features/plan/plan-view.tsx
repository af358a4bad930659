import { Stack, Table, Text } from '@mantine/core';
import type { Plan } from '~/api/types';
import { formatNumber, plural, sentence, words } from '~/lib/format';
import { ListTable, right } from '~/ui/list-table';
import { basisText, figure, planText } from './plan';

/** What a sync is going to read and cost, by stream. */
export function PlanView({ plan }: { plan: Plan }) {
  const withPoints = plan.streams.some((each) => each.points);
  return (
    <Stack gap="xs" aria-live="polite">
      <Text size="sm" fw={600}>
        {planText(plan)}
      </Text>
      <ListTable
        label="What a sync costs, by stream"
        minWidth={420}
        verticalSpacing={4}
        head={[
          'Stream',
          right('Records'),
          right('Requests'),
          ...(withPoints ? [right('Points')] : []),
          'How it is known',
        ]}
      >
        {plan.streams.map((each) => (
          <Table.Tr key={each.stream}>
            <Table.Td>{sentence(words(each.stream))}</Table.Td>
            <Table.Td ta="right">
              {each.at_most && each.records != null && 'at most '}
              {figure(each.records)}
            </Table.Td>
            <Table.Td ta="right">{figure(each.requests)}</Table.Td>
            {withPoints && <Table.Td ta="right">{figure(each.points)}</Table.Td>}
            <Table.Td>{basisText(each)}</Table.Td>
          </Table.Tr>
        ))}
      </ListTable>
      <Text size="xs" c="dimmed">
        {plan.asked > 0 && `Asked upstream with ${plural(plan.asked, 'request')}. `}
        {plan.pace_ms != null &&
          `Time is reckoned at ${formatNumber(plan.pace_ms / 1000)} s an answer; large pages take longer. `}
        Git copies count one request a repository and part.
      </Text>
    </Stack>
  );
}
