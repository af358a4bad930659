import { Button, Code, Group, Kbd, Stack, Text, Textarea } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useSql } from '~/api/mutations';
import { Result } from '~/features/tables/result';
import { plural } from '~/lib/format';
import { ButtonLink } from '~/ui/link';
import { Page } from '~/ui/page';
import { Empty, Failure, Loading } from '~/ui/states';

const route = getRouteApi('/query');

const EXAMPLE = `SELECT state, count(*) AS pull_requests
FROM pull_requests
GROUP BY state
ORDER BY pull_requests DESC`;

/** SQL over every table. The query is in the address: a link to it is a link to its answer. */
export function QueryPage() {
  const saved = route.useSearch().sql;
  const [sql, setSql] = useState(saved ?? EXAMPLE);
  const navigate = useNavigate();
  const run = useSql();
  const { mutate } = run;
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (saved && saved !== asked.current) {
      asked.current = saved;
      setSql(saved);
      mutate(saved);
    }
  }, [saved, mutate]);
  const start = () => {
    const text = sql.trim();
    if (text === '') return;
    asked.current = text;
    mutate(text);
    navigate({ to: '/query', search: { sql: text } });
  };
  return (
    <Page
      title="Query"
      about="Reads all tables with SQL; nothing can be changed."
      actions={
        <ButtonLink to="/tables" variant="default">
          Tables and columns
        </ButtonLink>
      }
    >
      <Stack gap="sm">
        <Textarea
          label="SQL"
          value={sql}
          onChange={(event) => setSql(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) start();
          }}
          autosize
          minRows={5}
          maxRows={18}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <Group>
          <Button leftSection={<IconPlayerPlay size={15} />} onClick={start} loading={run.isPending}>
            Run query
          </Button>
          <Text size="sm" c="dimmed">
            or <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
          </Text>
          {run.data && (
            <Text size="sm" role="status" ml="auto">
              {plural(run.data.rows.length, 'row')}
              {run.data.truncated && ', the first of more: add a LIMIT or narrow the query'}
            </Text>
          )}
        </Group>
        {run.isPending && <Loading height={200} />}
        {run.isError && <Failure error={run.error} what="The query failed" />}
        {run.data && !run.isPending && run.data.rows.length === 0 && <Empty title="The query has no rows" />}
        {run.data && !run.isPending && run.data.rows.length > 0 && (
          <Result result={run.data} label="Result of the query" />
        )}
        {run.isIdle && (
          <Text size="sm" c="dimmed">
            Entity tables go by their plain names, for example <Code>pull_requests</Code>. The helper{' '}
            <Code>hours_between(a, b)</Code> gives the hours from one moment to another.
          </Text>
        )}
      </Stack>
    </Page>
  );
}
