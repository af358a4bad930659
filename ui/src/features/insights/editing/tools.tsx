import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChartBar, IconNote } from '@tabler/icons-react';
import classes from './editing.module.css';

type Props = {
  canUndo: boolean;
  canRedo: boolean;
  changed: boolean;
  pending: boolean;
  addWidget: () => void;
  addNote: () => void;
  undo: () => void;
  redo: () => void;
  save: () => void;
  cancel: () => void;
};

/** What can be done with the page that is edited. */
export function Tools(props: Props) {
  return (
    <Group className={classes.tools} gap="xs" role="toolbar" aria-label="Edit the Insight">
      <Button variant="default" size="xs" leftSection={<IconChartBar size={15} />} onClick={props.addWidget}>
        Add widget
      </Button>
      <Button variant="default" size="xs" leftSection={<IconNote size={15} />} onClick={props.addNote}>
        Add note
      </Button>
      <Tooltip label="Undo">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Undo"
          disabled={!props.canUndo}
          onClick={props.undo}
        >
          <IconArrowBackUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Redo"
          disabled={!props.canRedo}
          onClick={props.redo}
        >
          <IconArrowForwardUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Group gap="xs" ml="auto">
        <Button variant="default" size="xs" onClick={props.cancel}>
          Cancel
        </Button>
        <Button size="xs" onClick={props.save} disabled={!props.changed} loading={props.pending}>
          Save
        </Button>
      </Group>
    </Group>
  );
}
