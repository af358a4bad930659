import { Group, Paper, Table, Text } from '@mantine/core';
import type { Answer, Slice } from '~/api/types';
import { describeChange } from '~/lib/change';
import { formatValue } from '~/lib/format';
import { Link } from '~/ui/link';
import { ScrollTable } from '~/ui/scroll-table';
import { Loading } from '~/ui/states';
import { useAnswers } from './answers';
import type { DrillTo } from './drill';
import type { Insight } from './use-insight';

type Props = { insight: Insight; project: string; drill: DrillTo };

/** Every repository with every metric: each cell leads to the rows of that repository. */
export function Breakdown({ insight, project, drill }: Props) {
  const answers = useAnswers(project, insight);
  if (answers.loading) return <Loading height={180} />;
  const keys = repositories(answers.list);
  if (keys.length === 0) return <Text c="dimmed">No repository has anything in this period.</Text>;
  return (
    <Paper style={{ borderColor: 'var(--weir-line)' }}>
      <ScrollTable label="Metrics by repository" minWidth={760}>
        <Table verticalSpacing={7} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Repository</Table.Th>
              {answers.list.map((answer) => (
                <Table.Th key={answer.metric.id} ta="right">
                  {answer.metric.title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keys.map((key) => (
              <Table.Tr key={key}>
                <Table.Th scope="row" fw={450}>
                  {key || 'No repository'}
                </Table.Th>
                {answers.list.map((answer) => (
                  <Table.Td key={answer.metric.id} ta="right">
                    <Cell answer={answer} name={key} drill={drill} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </Paper>
  );
}

/** Keys of all metrics, the busiest first. */
export function repositories(answers: Answer[]): string[] {
  const weight = new Map<string, number>();
  for (const answer of answers) {
    for (const slice of answer.breakdown) weight.set(slice.key, (weight.get(slice.key) ?? 0) + slice.n);
  }
  return [...weight].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([key]) => key);
}

function Cell({ answer, name, drill }: { answer: Answer; name: string; drill: DrillTo }) {
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
      <Link {...drill(answer.metric.id, { key: name })} inherit title={`n = ${slice.n}`}>
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
