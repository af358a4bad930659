import { Button, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fileAddress, fileOf, useImport, useTryImport } from '~/api/contributors';
import type { ImportPlan } from '~/api/types';
import { plural } from '~/lib/format';
import { FileButtonLink } from '~/ui/file-link';
import { Failure } from '~/ui/states';
import { ChangesTable } from './changes-table';

/** Brings what is noted of people in from a file: first what it would change, then, on demand, the change. */
export function ImportTab({ version }: { version: string | undefined }) {
  const [text, setText] = useState('');
  const plan = useTryImport();
  const run = useImport();
  const take = (next: string) => {
    setText(next);
    plan.reset();
    run.reset();
  };
  const preview = (next: string) => {
    take(next);
    if (next.trim() !== '') plan.mutate(next);
  };
  const old = useQuery({
    queryKey: ['contributors', 'versions', version],
    queryFn: () => fileOf(version ?? ''),
    enabled: version !== undefined,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the file of the version is the event
  useEffect(() => {
    if (typeof old.data === 'string') preview(old.data);
  }, [old.data]);
  return (
    <Stack gap="md" maw={860}>
      <Text c="dimmed">
        A file with a column <b>id</b> or <b>email</b>, and any others: <b>name</b>, <b>bot</b>, and whatever
        you note of people, such as <b>team</b> or <b>role</b>. A column that is missing stays as it is, an
        empty cell takes a value away. Nothing changes before you have seen what would.
      </Text>
      <Group gap="xs">
        <FileButton onChange={async (file) => file && preview(await file.text())} accept=".csv,text/csv">
          {(props) => (
            <Button {...props} leftSection={<IconFileUpload size={16} />}>
              Choose a CSV file
            </Button>
          )}
        </FileButton>
        <FileButtonLink href={fileAddress()} name="contributors.csv">
          Export what is there, to edit it
        </FileButtonLink>
      </Group>
      <Textarea
        label="Or the text of the file"
        placeholder={'email,team,role\nann@example.com,Payments,developer'}
        value={text}
        onChange={(event) => take(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={12}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <div>
        <Button
          variant="default"
          disabled={text.trim() === ''}
          loading={plan.isPending}
          onClick={() => plan.mutate(text)}
        >
          See what would change
        </Button>
      </div>
      {old.isError && <Failure error={old.error} what="Could not load the version" />}
      {plan.isError && <Failure error={plan.error} what="The file cannot be used" />}
      {run.isError && <Failure error={run.error} what="Nothing was imported" />}
      {run.data ? (
        <Text role="status">
          Imported: {plural(run.data.changes.length, 'change')}. A new version has begun.
        </Text>
      ) : (
        plan.data && <Plan plan={plan.data} busy={run.isPending} apply={() => run.mutate(text)} />
      )}
    </Stack>
  );
}

function Plan({ plan, busy, apply }: { plan: ImportPlan; busy: boolean; apply: () => void }) {
  const { changes, faults, unchanged, new_attributes } = plan;
  return (
    <Stack gap="sm" component="section" aria-label="What would change">
      <Text role="status">
        <Text span fw={600} inherit>
          {plural(changes.length, 'change')}
        </Text>
        , {plural(unchanged, 'row stays', 'rows stay')} as they are
        {new_attributes.length > 0 && `; nobody had ${new_attributes.join(', ')} before`}.
      </Text>
      {faults.length > 0 && (
        <Failure
          error={new Error('Nothing can be imported before these rows are mended:')}
          what={`${plural(faults.length, 'row')} cannot be used`}
        />
      )}
      {faults.length > 0 && (
        <List size="sm" listStyleType="disc">
          {faults.map((fault) => (
            <List.Item key={fault}>{fault}</List.Item>
          ))}
        </List>
      )}
      {changes.length > 0 && <ChangesTable label="Changes of the import" changes={changes} maxHeight={420} />}
      <div>
        <Button disabled={changes.length === 0 || faults.length > 0} loading={busy} onClick={apply}>
          Apply {plural(changes.length, 'change')}
        </Button>
      </div>
    </Stack>
  );
}
