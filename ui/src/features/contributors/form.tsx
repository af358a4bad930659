import { ActionIcon, Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useEditContributor } from '~/api/contributors';
import type { Contributor, Dict } from '~/api/types';
import { Section } from '~/ui/page';
import { Failure } from '~/ui/states';

type Note = { name: string; value: string };

/** An empty text takes a note away; notes that are gone from the form are sent so. */
function changedNotes(before: Dict<string>, notes: Note[]): Dict<string> {
  const now = Object.fromEntries(
    notes.filter((note) => note.name.trim() !== '').map((note) => [note.name.trim(), note.value.trim()]),
  );
  const gone = Object.keys(before).filter((name) => !(name in now));
  const different = Object.entries(now).filter(([name, value]) => (before[name] ?? '') !== value);
  return { ...Object.fromEntries(gone.map((name) => [name, ''])), ...Object.fromEntries(different) };
}

/** What is noted of somebody, by hand. */
export function ContributorForm({ contributor }: { contributor: Contributor }) {
  const [name, setName] = useState(contributor.name);
  const [email, setEmail] = useState(contributor.email ?? '');
  const [bot, setBot] = useState(contributor.is_bot);
  const [notes, setNotes] = useState<Note[]>(
    Object.entries(contributor.attributes).map(([of, value]) => ({ name: of, value })),
  );
  const edit = useEditContributor(contributor.id);
  const attributes = changedNotes(contributor.attributes, notes);
  const changed =
    name.trim() !== contributor.name ||
    email.trim().toLowerCase() !== (contributor.email ?? '') ||
    bot !== contributor.is_bot ||
    Object.keys(attributes).length > 0;
  return (
    <Section title="What is noted">
      <Stack gap="sm" maw={560}>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
        />
        <TextInput
          label="Address"
          description="Accounts found later with this address become theirs"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Switch
          label="A bot"
          description="Its work is left out where bots are, and stays in the drill-down with that reason."
          checked={bot}
          onChange={(event) => setBot(event.currentTarget.checked)}
        />
        {notes.map((note, index) => (
          <NoteLine
            // biome-ignore lint/suspicious/noArrayIndexKey: the name of a note is being edited
            key={index}
            note={note}
            change={(next) => setNotes(notes.with(index, next))}
            remove={() => setNotes(notes.toSpliced(index, 1))}
          />
        ))}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => setNotes([...notes, { name: '', value: '' }])}
          >
            Add a note
          </Button>
        </div>
        {edit.isError && <Failure error={edit.error} what="Could not save it" />}
        <Group>
          <Button
            disabled={!changed || name.trim() === ''}
            loading={edit.isPending}
            onClick={() => edit.mutate({ name: name.trim(), email: email.trim(), is_bot: bot, attributes })}
          >
            Save
          </Button>
          {!changed && (
            <Text size="sm" c="dimmed">
              Each change is kept as a version.
            </Text>
          )}
        </Group>
      </Stack>
    </Section>
  );
}

type LineProps = { note: Note; change: (note: Note) => void; remove: () => void };

function NoteLine({ note, change, remove }: LineProps) {
  const of = note.name || 'the new note';
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        label="Note"
        placeholder="team"
        value={note.name}
        onChange={(event) => change({ ...note, name: event.currentTarget.value })}
        flex={1}
      />
      <TextInput
        label="Value"
        value={note.value}
        onChange={(event) => change({ ...note, value: event.currentTarget.value })}
        flex={2}
      />
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Remove ${of}`} onClick={remove}>
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
