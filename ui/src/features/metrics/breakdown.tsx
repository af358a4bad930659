import { Group, SegmentedControl, Table, Text } from '@mantine/core';
import type { Answer, Slice } from '~/api/types';
import { describeChange } from '~/lib/change';
import { formatValue, sentence, words } from '~/lib/format';
import { Link } from '~/ui/link';
import { FramedTable, right } from '~/ui/list-table';
import { Section } from '~/ui/page';
import { Loading } from '~/ui/states';
import { BY, dimensionsOf, keyName, useAnswers, useBreakdown } from './answers';
import type { DrillTo } from './drill';
import type { Insight } from './use-insight';

type Props = { insight: Insight; project: string; drill: DrillTo };

/** The metrics by repository, environment or whatever else they know. */
export function Breakdown(props: Props) {
  const { insight, project } = props;
  const by = insight.search.by ?? BY;
  const dimensions = dimensionsOf(useAnswers(project, insight).list);
  return (
    <Section
      title={`By ${words(by)}`}
      aside={
        dimensions.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Break down by"
            data={dimensions.map((each) => ({ value: each, label: sentence(words(each)) }))}
            value={by}
            onChange={(next) => insight.change({ by: next === BY ? undefined : next })}
          />
        )
      }
    >
      <BreakdownTable {...props} by={by} />
    </Section>
  );
}

/** Every key with every metric: each cell leads to the rows of that key. */
function BreakdownTable({ insight, project, drill, by }: Props & { by: string }) {
  const answers = useBreakdown(project, insight, by);
  if (answers.loading) return <Loading height={180} />;
  const keys = busiestKeys(answers.list);
  if (keys.length === 0)
    return <Text c="dimmed">There is nothing to break down by {words(by)} in this period.</Text>;
  return (
    <FramedTable
      label={`Metrics by ${words(by)}`}
      minWidth={760}
      verticalSpacing={7}
      highlightOnHover
      head={[sentence(words(by)), ...answers.list.map((answer) => right(answer.metric.title))]}
    >
      {keys.map((key) => (
        <Table.Tr key={key}>
          <Table.Th scope="row" fw={450}>
            {keyName(key, by)}
          </Table.Th>
          {answers.list.map((answer) => (
            <Table.Td key={answer.metric.id} ta="right">
              <Cell answer={answer} name={key} by={by} drill={drill} />
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </FramedTable>
  );
}

/** Keys of all metrics, the busiest first. */
export function busiestKeys(answers: Answer[]): string[] {
  const weight = new Map<string, number>();
  for (const answer of answers) {
    for (const slice of answer.breakdown) weight.set(slice.key, (weight.get(slice.key) ?? 0) + slice.n);
  }
  return [...weight].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([key]) => key);
}

type CellProps = { answer: Answer; name: string; by: string; drill: DrillTo };

function Cell({ answer, name, by, drill }: CellProps) {
  const slice = answer.breakdown.find((each) => each.key === name);
  if (slice?.value == null) {
    return (
      <Text size="sm" c="dimmed" title="No data">
        –<span className="visually-hidden"> no data</span>
      </Text>
    );
  }
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      <Link
        {...drill(answer.metric.id, { key: name, by: by === BY ? undefined : by })}
        inherit
        title={`n = ${slice.n}`}
      >
        {formatValue(slice.value, answer.metric.unit)}
      </Link>
      <Drift slice={slice} answer={answer} />
    </Group>
  );
}

const MARKS = { up: '▲', down: '▼', none: '=' };
const COLORS = { better: 'var(--weir-good)', worse: 'var(--weir-bad)', same: 'var(--weir-calm)' };

function Drift({ slice, answer }: { slice: Slice; answer: Answer }) {
  const { value, previous } = slice;
  const change =
    value != null && previous ? describeChange((value - previous) / previous, answer.metric.direction) : null;
  if (!change) return <span style={{ width: 14 }} />;
  const text = `${change.text}${change.verdict === 'same' ? '' : `, ${change.verdict}`} than before`;
  return (
    <span
      title={`${text} (${formatValue(previous, answer.metric.unit)})`}
      style={{ width: 14, fontSize: 9, color: COLORS[change.verdict] }}
    >
      <span aria-hidden="true">{MARKS[change.arrow]}</span>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}
