import { Button, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMerge } from '~/api/contributors';
import type { Contributor } from '~/api/types';
import { DialogEnd } from '~/ui/dialog-end';
import { Failure } from '~/ui/states';
import { AccountNames } from './account-names';

type Props = { contributors: Contributor[]; close: () => void; done: () => void };

/** Makes several contributors one: which of them stays is chosen, and what becomes of the others is said. */
export function MergeDialog({ contributors, close, done }: Props) {
  const best = contributors.find((each) => each.email) ?? contributors[0];
  const [stays, setStays] = useState(best?.id ?? '');
  const merge = useMerge();
  const others = contributors.filter((each) => each.id !== stays);
  return (
    <Modal opened onClose={close} size="lg" title="Merge contributors">
      <Stack>
        <Radio.Group label="Who stays" value={stays} onChange={setStays}>
          <Stack gap="xs" mt={6}>
            {contributors.map((each) => (
              <Radio
                key={each.id}
                value={each.id}
                label={each.email ? `${each.name} (${each.email})` : each.name}
                description={<AccountNames accounts={each.accounts} />}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm">
          All accounts become theirs. {others.map((each) => each.name).join(', ')}{' '}
          {others.length === 1 ? 'disappears' : 'disappear'} with what is noted there; the history keeps it,
          and an account can be split off again.
        </Text>
        {merge.isError && <Failure error={merge.error} what="Could not merge them" />}
        <DialogEnd close={close}>
          <Button
            loading={merge.isPending}
            onClick={() =>
              merge.mutate({ id: stays, others: others.map((each) => each.id) }, { onSuccess: done })
            }
          >
            Merge
          </Button>
        </DialogEnd>
      </Stack>
    </Modal>
  );
}
