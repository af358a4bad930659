import { Button, Group, Kbd, Menu, Text, Textarea } from '@mantine/core';
import { IconHistory, IconPlayerPlay } from '@tabler/icons-react';
import type { Ref } from 'react';
import { MOD } from '~/lib/keys';

type Props = {
  ref: Ref<HTMLTextAreaElement>;
  sql: string;
  change: (sql: string) => void;
  run: () => void;
  running: boolean;
  past: string[];
  forget: () => void;
};

/** Where a query is written and started. */
export function Editor({ ref, sql, change, run, running, past, forget }: Props) {
  return (
    <>
      <Textarea
        ref={ref}
        label="SQL"
        value={sql}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          run();
        }}
        autosize
        minRows={7}
        maxRows={22}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Group>
        <Button leftSection={<IconPlayerPlay size={15} />} onClick={run} loading={running}>
          Run query
        </Button>
        <Text size="sm" c="dimmed">
          or <Kbd size="xs">{MOD}</Kbd> <Kbd size="xs">Enter</Kbd>
        </Text>
        <Past past={past} choose={change} forget={forget} />
      </Group>
    </>
  );
}

function Past({
  past,
  choose,
  forget,
}: {
  past: string[];
  choose: (sql: string) => void;
  forget: () => void;
}) {
  return (
    <Menu width={420} position="bottom-start" disabled={past.length === 0}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconHistory size={15} />} disabled={past.length === 0}>
          Last queries
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>Kept in this browser only</Menu.Label>
        {past.map((each) => (
          <Menu.Item key={each} onClick={() => choose(each)} title={each}>
            <Text size="xs" ff="monospace" truncate>
              {each.replace(/\s+/g, ' ')}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item c="var(--weir-bad)" onClick={forget}>
          Forget them
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
