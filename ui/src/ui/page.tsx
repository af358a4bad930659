import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

type Props = {
  title: string;
  /** Title of the browser tab, when the heading alone does not say enough. */
  tab?: string;
  about?: ReactNode;
  above?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** A page: its heading, one sentence about it, its actions, its content. */
export function Page({ title, tab, about, above, actions, children }: Props) {
  useEffect(() => {
    document.title = `${tab ?? title} · Weir`;
  }, [tab, title]);
  return (
    <Stack gap="md" maw="var(--weir-page)" mx="auto" w="100%">
      <Group justify="space-between" align="flex-end" gap="md">
        <Box style={{ flex: '1 1 320px', minWidth: 0 }}>
          {above}
          <Title order={1}>{title}</Title>
          {about && (
            <Text c="dimmed" component="div" mt={2}>
              {about}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

/** A block of a page with a heading of its own. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between" align="center">
        <Title order={2}>{title}</Title>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
