import { Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Answer } from '~/api/types';
import { formatCount, formatPercent, formatValue } from '~/lib/format';
import { Figure } from './figure';
import classes from './stages.module.css';
import { summarizeStages } from './summary';

const COLORS = [1, 2, 3, 4, 5].map((index) => `var(--weir-chart-${index})`);

type Props = {
  answer: Answer;
  title: string;
  link: (children: ReactNode, label: string) => ReactNode;
  aside?: ReactNode;
};

/** The stages of a duration as one bar, with each stage's share spelled out under it. */
export function StagesFigure({ answer, title, link, aside }: Props) {
  const { stages, metric } = answer;
  const total = stages.reduce((sum, stage) => sum + (stage.value ?? 0), 0);
  const share = (value: number | null | undefined) => (total > 0 ? ((value ?? 0) / total) * 100 : 0);
  const chart = (
    <Stack gap="sm">
      <div className={classes.bar} aria-hidden="true">
        {stages.map((stage, index) => (
          <div
            key={stage.name}
            className={classes.part}
            style={{ width: `${share(stage.value)}%`, background: COLORS[index % COLORS.length] }}
            title={`${stage.title}: ${formatValue(stage.value, metric.unit)}`}
          />
        ))}
      </div>
      <div className={classes.legend}>
        {stages.map((stage, index) => (
          <div key={stage.name}>
            <Group gap={6} wrap="nowrap">
              <span className={classes.key} style={{ background: COLORS[index % COLORS.length] }} />
              <Text size="sm">{stage.title}</Text>
            </Group>
            <Text fw={600} fz="md">
              {link(
                formatValue(stage.value, metric.unit),
                `${stage.title}: ${formatValue(stage.value, metric.unit)}, see the rows`,
              )}
            </Text>
            <Text size="xs" c="dimmed">
              {formatPercent(share(stage.value))}, n = {formatCount(stage.n)}
            </Text>
          </div>
        ))}
      </div>
    </Stack>
  );
  return (
    <Figure
      title={title}
      aside={aside}
      summary={summarizeStages(stages, metric.unit)}
      chart={chart}
      table={
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Stage</Table.Th>
              <Table.Th ta="right">{metric.aggregate}</Table.Th>
              <Table.Th ta="right">Share</Table.Th>
              <Table.Th ta="right">n</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stages.map((stage) => (
              <Table.Tr key={stage.name}>
                <Table.Td>{stage.title}</Table.Td>
                <Table.Td ta="right">{formatValue(stage.value, metric.unit)}</Table.Td>
                <Table.Td ta="right">{formatPercent(share(stage.value))}</Table.Td>
                <Table.Td ta="right">{formatCount(stage.n)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      }
    />
  );
}
