import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { asApiError } from '~/api/errors';
import { Failure } from '~/ui/states';

type Props = {
  error: unknown;
  pending: boolean;
  overwrite: () => void;
  asCopy: () => void;
  theirs: () => void;
};

/** Why the Insight was not saved; and, when somebody else has saved it meanwhile, whose version is to last. */
export function Refusal({ error, pending, overwrite, asCopy, theirs }: Props) {
  if (asApiError(error).code !== 'changed')
    return <Failure error={error} what="Could not save the Insight" />;
  return (
    <Paper p="md" role="alert" style={{ borderColor: 'var(--weir-warn)' }}>
      <Stack gap="xs">
        <Text fw={600}>Somebody else has saved this Insight since you opened it</Text>
        <Text size="sm">Your changes are still here, and nothing of theirs is lost yet.</Text>
        <Group gap="xs">
          <Button size="xs" onClick={asCopy} loading={pending}>
            Save mine as a copy
          </Button>
          <Button size="xs" variant="default" onClick={overwrite} loading={pending}>
            Overwrite theirs
          </Button>
          <Button size="xs" variant="default" onClick={theirs}>
            Drop mine and load theirs
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
