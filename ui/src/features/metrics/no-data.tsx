import { Stack, Text } from '@mantine/core';
import type { Answer } from '~/api/types';
import { closed, sentence } from '~/lib/format';
import { addDays, dayOf } from '~/lib/time';
import { Link } from '~/ui/link';
import { Prose } from '~/ui/prose';
import type { Insight } from './use-insight';

/** Instead of a number: what is missing and what would supply it. Never a zero. */
export function NoData({ answer, insight }: { answer: Answer; insight: Insight }) {
  const fresh = answer.fresh_at ? dayOf(answer.fresh_at) : null;
  const days = 90;
  const older = fresh !== null && fresh < insight.range.from;
  return (
    <Stack gap={6}>
      <Text fz={22} fw={600} lh={1.3} c="dimmed">
        No data
      </Text>
      {answer.missing.length === 0 && (
        <Text size="sm" c="dimmed">
          {answer.excluded.length > 0
            ? 'Everything in this period was left out; the rows say why.'
            : 'Nothing happened in this period.'}
        </Text>
      )}
      {answer.missing.map((each) => (
        <Text size="sm" key={each.what} component="div">
          <Prose text={closed(each.why)} />
          <Text size="sm" c="dimmed">
            <Prose text={sentence(each.supply)} />
          </Text>
        </Text>
      ))}
      {older && fresh && (
        <Link
          to="."
          size="sm"
          search={
            ((old: object) => ({
              ...old,
              period: undefined,
              from: addDays(fresh, 1 - days),
              to: addDays(fresh, 1),
            })) as never
          }
        >
          Show the last {days} days that have data
        </Link>
      )}
      {insight.project && answer.missing.length > 0 && (
        <Link to="/projects/$id/$tab" params={{ id: insight.project.id, tab: 'settings' }} size="sm">
          Open the project's settings
        </Link>
      )}
    </Stack>
  );
}
