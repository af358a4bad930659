import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { LogFilter } from '~/api/life';
import { sentence, words } from '~/lib/format';
import { TASK_KINDS, TASK_STATES } from '~/lib/url';
import { FilterSelect } from '~/ui/filter-select';
import { taskLabel } from '../integrations/status';
import { kindTitle } from './kinds';

/** Classes of errors, as the API names them. */
const CLASSES = [
  'unauthorized',
  'missing_permission',
  'throttled',
  'unreachable',
  'upstream_fault',
  'unexpected_answer',
  'misconfigured',
  'storage',
];

const STATUS = TASK_STATES.map((value) => ({ value, label: taskLabel(value) }));
const KIND = TASK_KINDS.map((value) => ({ value, label: sentence(kindTitle(value)) }));

type Props = { filter: LogFilter; seen: string[]; change: (patch: LogFilter) => void };

/** Narrows the log; everything chosen is in the address. */
export function LogFilters({ filter, seen, change }: Props) {
  const [word, setWord] = useState(filter.q ?? '');
  useEffect(() => setWord(filter.q ?? ''), [filter.q]);
  const classes = [...new Set([...CLASSES, ...seen, ...(filter.class ? [filter.class] : [])])];
  const search = (event: FormEvent) => {
    event.preventDefault();
    change({ q: word.trim() || undefined });
  };
  const active = Object.values(filter).some(Boolean);
  return (
    <Group gap="xs" align="flex-end">
      <FilterSelect
        label="Status"
        data={STATUS}
        value={filter.status}
        choose={(status) => change({ status })}
        w={170}
      />
      <FilterSelect
        label="Kind"
        data={KIND}
        value={filter.kind}
        choose={(kind) => change({ kind })}
        w={130}
      />
      <FilterSelect
        label="Error class"
        data={classes.map((value) => ({ value, label: sentence(words(value)) }))}
        value={filter.class}
        choose={(value) => change({ class: value })}
        w={180}
      />
      <TextInput
        label="From"
        type="date"
        value={filter.from ?? ''}
        onChange={(event) => change({ from: event.currentTarget.value || undefined })}
        w={150}
      />
      <TextInput
        label="Before"
        type="date"
        value={filter.to ?? ''}
        onChange={(event) => change({ to: event.currentTarget.value || undefined })}
        w={150}
      />
      <form onSubmit={search}>
        <TextInput
          label="Words in the error"
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
          onBlur={search}
          w={190}
          rightSection={
            <ActionIcon type="submit" variant="subtle" color="gray" size="sm" aria-label="Search the log">
              <IconSearch size={15} />
            </ActionIcon>
          }
        />
      </form>
      {active && (
        <Button
          variant="subtle"
          leftSection={<IconX size={14} />}
          onClick={() =>
            change({
              status: undefined,
              kind: undefined,
              class: undefined,
              q: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          Clear filters
        </Button>
      )}
    </Group>
  );
}
