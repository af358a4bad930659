import { Text } from '@mantine/core';
import type { ErrorReport } from '~/api/types';
import { sentence, words } from '~/lib/format';
import { Prose } from '~/ui/prose';

/** What went wrong and what to do about it. */
export function TaskError({ error }: { error: ErrorReport }) {
  const where = [error.stream && words(error.stream), error.partition].filter(Boolean).join(' of ');
  return (
    <div>
      <Text size="sm">
        {where && (
          <Text span fw={600} inherit>
            {sentence(where)}:{' '}
          </Text>
        )}
        <Prose text={error.message} />
      </Text>
      {error.hint && (
        <Text size="sm" c="dimmed">
          <Prose text={sentence(error.hint)} />
        </Text>
      )}
    </div>
  );
}
