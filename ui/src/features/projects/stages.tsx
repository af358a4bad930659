import { Checkbox, Stack, Table, Text } from '@mantine/core';
import type { ProfileTrial } from '~/api/types';
import { formatCount, formatHours } from '~/lib/format';
import { FramedTable, right } from '~/ui/list-table';

type Stage = ProfileTrial['stages'][number];
type Props = { stages: Stage[]; skipped: string[]; change: (skipped: string[]) => void };

/** The stages of each time, one after the other; those that are not ticked do not count in it. */
export function Stages({ stages, skipped, change }: Props) {
  const metrics = [...new Map(stages.map((each) => [each.metric, each.metric_title])).entries()];
  const set = (name: string, counts: boolean) =>
    change(counts ? skipped.filter((each) => each !== name) : [...new Set([...skipped, name])]);
  const shared = (name: string) => stages.filter((each) => each.name === name).length > 1;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        A time is the sum of its stages. Take out a stage that is not yours to shorten.
      </Text>
      {metrics.map(([metric, title]) => (
        <FramedTable
          key={metric}
          label={`Stages of ${title.toLowerCase()}`}
          minWidth={300}
          verticalSpacing={4}
          head={[title, right('Takes'), right('Have it')]}
        >
          {stages
            .filter((each) => each.metric === metric)
            .map((each) => (
              <Table.Tr key={each.name}>
                <Table.Td>
                  <Checkbox
                    label={each.title}
                    aria-label={`${each.title} counts in ${title.toLowerCase()}`}
                    description={shared(each.name) ? 'for each of the times that have it' : undefined}
                    checked={!skipped.includes(each.name)}
                    onChange={(event) => set(each.name, event.currentTarget.checked)}
                  />
                </Table.Td>
                <Table.Td ta="right">{formatHours(each.hours)}</Table.Td>
                <Table.Td ta="right">{formatCount(each.n)}</Table.Td>
              </Table.Tr>
            ))}
        </FramedTable>
      ))}
    </Stack>
  );
}
