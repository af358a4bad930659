import { Box, Button, Code, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useSignIn } from '~/api/mutations';
import { Failure } from '~/ui/states';

/** Asks for a key. The server answers with a cookie that scripts cannot read. */
export function SignIn() {
  const [key, setKey] = useState('');
  const cache = useQueryClient();
  const signIn = useSignIn();
  useEffect(() => {
    document.title = 'Sign in · Weir';
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(key.trim(), { onSuccess: () => cache.invalidateQueries() });
  };
  return (
    <Box component="main" maw={420} mx="auto" pt="15vh" px="md">
      <Paper p="xl" component="form" onSubmit={submit}>
        <Stack gap="md">
          <div>
            <Title order={1}>Sign in to Weir</Title>
            <Text c="dimmed" mt={4}>
              This server asks for an API key, because it can be reached from other computers.
            </Text>
          </div>
          <PasswordInput
            label="API key"
            description="The first key was printed when the server started for the first time."
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            autoComplete="current-password"
            required
            data-autofocus
          />
          {signIn.isError && <Failure error={signIn.error} what="Could not sign in" />}
          <Button type="submit" loading={signIn.isPending} disabled={key.trim() === ''}>
            Sign in
          </Button>
          <Text size="xs" c="dimmed">
            Scripts send the same key as <Code fz="xs">Authorization: Bearer</Code>.
          </Text>
        </Stack>
      </Paper>
    </Box>
  );
}
