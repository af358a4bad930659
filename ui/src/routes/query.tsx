import { Code, Stack, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useSql } from '~/api/mutations';
import { Answer } from '~/features/tables/answer';
import { Editor } from '~/features/tables/editor';
import { inserted } from '~/features/tables/insert';
import { pastQueries, storeQueries, withQuery } from '~/features/tables/past-queries';
import { Reference } from '~/features/tables/reference';
import classes from '~/features/tables/reference.module.css';
import { ButtonLink } from '~/ui/link';
import { Page } from '~/ui/page';
import { Failure, Loading } from '~/ui/states';

const route = getRouteApi('/query');

const EXAMPLE = `SELECT state, count(*) AS pull_requests
FROM pull_requests
GROUP BY state
ORDER BY pull_requests DESC`;

/** SQL over every table. The query is in the address: a link to it is a link to its answer. */
export function QueryPage() {
  const saved = route.useSearch().sql;
  const [sql, setSql] = useState(saved ?? EXAMPLE);
  const [past, setPast] = useState(pastQueries);
  const editor = useRef<HTMLTextAreaElement>(null);
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
  const remember = (queries: string[]) => {
    storeQueries(queries);
    setPast(queries);
  };
  const start = () => {
    const text = sql.trim();
    if (text === '') return;
    asked.current = text;
    mutate(text);
    remember(withQuery(past, text));
    navigate({ to: '/query', search: { sql: text } });
  };
  const insert = (word: string) => {
    const field = editor.current;
    if (!field) return;
    const [text, at] = inserted(sql, word, field.selectionStart, field.selectionEnd);
    setSql(text);
    // The cursor can only stand in the new text once it is there.
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(at, at);
    });
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
      <div className={classes.page}>
        <Stack gap="sm" miw={0}>
          <Editor
            ref={editor}
            sql={sql}
            change={setSql}
            run={start}
            running={run.isPending}
            past={past}
            forget={() => remember([])}
          />
          <Limits />
          {run.isPending && <Loading height={200} />}
          {run.isError && <Failure error={run.error} what="The query failed" />}
          {run.data && !run.isPending && <Answer sql={run.variables} result={run.data} />}
        </Stack>
        <Reference insert={insert} />
      </div>
    </Page>
  );
}

function Limits() {
  return (
    <Text size="xs" c="dimmed">
      One SELECT, at most 60 seconds, within the memory set aside for queries; 10,000 rows are shown, files
      have all. <Code fz="xs">hours_between(a, b)</Code> gives the hours from one moment to another.
    </Text>
  );
}
