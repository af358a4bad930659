import { Group, Text } from '@mantine/core';
import { queryAddress } from '~/api/queries';
import type { Rows } from '~/api/types';
import { plural } from '~/lib/format';
import { Empty } from '~/ui/states';
import { Files } from './files';
import { Result } from './result';

type Props = { sql: string; result: Pick<Rows, 'columns' | 'rows'> & { truncated: boolean } };

/** What a query gave: how many rows, the files that hold all of them, the first of them. */
export function Answer({ sql, result }: Props) {
  const { rows, truncated } = result;
  if (rows.length === 0) return <Empty title="The query has no rows" />;
  return (
    <>
      <Group gap="xs">
        <Text size="sm" role="status" mr="auto">
          {plural(rows.length, 'row')}
          {truncated && ', the first of more: the files have them all'}
        </Text>
        <Files address={(format) => queryAddress(sql, format)} />
      </Group>
      <Result result={result} label="Result of the query" />
    </>
  );
}
