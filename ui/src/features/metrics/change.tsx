import { Group, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react';
import type { Answer } from '~/api/types';
import { describeChange } from '~/lib/change';
import { formatValue } from '~/lib/format';
import { dayOf, formatRange } from '~/lib/time';
import classes from './change.module.css';

const COLORS = { better: 'var(--weir-good)', worse: 'var(--weir-bad)', same: 'var(--weir-calm)' };
const ARROWS = { up: IconArrowUpRight, down: IconArrowDownRight, none: IconEqual };

/** Against the period before: how much, in which direction, and whether that is good. */
export function ChangeLine({ answer }: { answer: Answer }) {
  const { previous, metric } = answer;
  const change = describeChange(answer.change, metric.direction);
  const range = formatRange({ from: dayOf(previous.from), to: dayOf(previous.to) });
  if (!change) {
    return (
      <Text size="sm" c="dimmed" title={range}>
        {previous.value == null
          ? 'Nothing to compare with in the period before'
          : `${formatValue(previous.value, metric.unit)} in the period before`}
      </Text>
    );
  }
  const Arrow = ARROWS[change.arrow];
  return (
    <Text size="sm" c="dimmed" component="div" title={`Compared with ${range}`}>
      <div className={classes.lines}>
        <Group gap={2} wrap="nowrap" style={{ color: COLORS[change.verdict] }}>
          <Arrow size={15} aria-hidden />
          <span>
            {change.text}
            {change.verdict !== 'same' && `, ${change.verdict}`}
          </span>
        </Group>
        <span>than {formatValue(previous.value, metric.unit)} before</span>
      </div>
    </Text>
  );
}
