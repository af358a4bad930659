import { ActionIcon, Burger, Button, Group, Kbd } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconQuestionMark, IconSearch } from '@tabler/icons-react';
import { MOD } from '~/lib/keys';
import { ColorScheme } from './color-scheme';
import { PeriodPicker } from './period-picker';
import { ProjectPicker } from './project-picker';
import classes from './shell.module.css';
import { SignOut } from './sign-out';

type Props = { menu: boolean; toggleMenu: () => void; openHelp: () => void; insight: boolean };

/** What is being looked at, and the way to everything else. */
export function TopBar({ menu, toggleMenu, openHelp, insight }: Props) {
  return (
    <div className={classes.bar}>
      <Burger opened={menu} hiddenFrom="sm" size="sm" onClick={toggleMenu} aria-label="Open the menu" />
      {insight && (
        <div className={classes.pickers}>
          <ProjectPicker />
          <PeriodPicker />
        </div>
      )}
      <div className={classes.space} />
      <Group gap={6} wrap="nowrap">
        <Button
          variant="default"
          className={classes.find}
          leftSection={<IconSearch size={15} />}
          rightSection={<Kbd size="xs">{MOD} K</Kbd>}
          onClick={spotlight.open}
          fw={450}
          visibleFrom="xs"
        >
          Find
        </Button>
        <ActionIcon variant="default" size={36} aria-label="Find" hiddenFrom="xs" onClick={spotlight.open}>
          <IconSearch size={17} />
        </ActionIcon>
        <ColorScheme />
        <ActionIcon variant="default" size={36} aria-label="Keyboard shortcuts" onClick={openHelp}>
          <IconQuestionMark size={17} />
        </ActionIcon>
        <SignOut />
      </Group>
    </div>
  );
}
