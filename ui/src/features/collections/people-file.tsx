import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Contributor } from '~/api/types';
import { plural } from '~/lib/format';
import { type FoundPeople, findPeople } from './people-csv';

type Props = { everybody: Contributor[]; found: (ids: string[]) => void };

/** Picks the people that a file names. */
export function PeopleFile({ everybody, found }: Props) {
  const [outcome, setOutcome] = useState<FoundPeople | null>(null);
  const read = async (file: File | null) => {
    if (!file) return;
    const people = findPeople(await file.text(), everybody);
    setOutcome(people);
    found(people.ids);
  };
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <FileButton onChange={read} accept=".csv,.txt,text/csv,text/plain">
          {(props) => (
            <Button {...props} variant="default" size="xs" leftSection={<IconFileUpload size={14} />}>
              Pick from a CSV file
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          One person a line: an address, a login or an id in any column.
        </Text>
      </Group>
      {outcome && (
        <Text size="sm" role="status">
          {plural(outcome.ids.length, 'person', 'people')} picked.{' '}
          {outcome.unknown.length > 0 &&
            `Nobody is known by line ${outcome.unknown.slice(0, 10).join(', ')}${outcome.unknown.length > 10 ? ', …' : ''}.`}
        </Text>
      )}
    </Stack>
  );
}
