import { Text } from '@mantine/core';
import type { RuleMatches } from '~/api/types';
import { formatCount } from '~/lib/format';

type Props = {
  matched: RuleMatches;
  title?: string;
  /** What became of those that match and do not count. */
  elsewhere?: string;
};

/** How much of the last 30 days a rule matched. */
export function MatchLine({ matched, title, elsewhere = 'more are left out' }: Props) {
  const { counted, left_out, examples } = matched;
  const nothing = counted === 0 && left_out === 0;
  return (
    <Text size="sm" c={nothing ? 'var(--weir-warn)' : undefined}>
      {title && `${title}: `}
      <Text span fw={600} inherit>
        {formatCount(counted)}
      </Text>{' '}
      matched in the last 30 days
      {left_out > 0 && `, ${formatCount(left_out)} ${elsewhere}`}
      {examples.length > 0 && (
        <Text span c="dimmed" inherit>
          {' '}
          (as {examples.join('; ')})
        </Text>
      )}
    </Text>
  );
}
