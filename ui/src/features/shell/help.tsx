import { Group, Kbd, Modal, Table } from '@mantine/core';
import { MOD } from '~/lib/keys';
import { SHORTCUTS } from './shortcuts';

export function Help({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title="Keyboard shortcuts">
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {SHORTCUTS.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Td w={96}>
                <Group gap={4}>
                  {keys.map((key) => (
                    <Kbd key={key}>{key === 'mod' ? MOD : key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
