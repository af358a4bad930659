import { Radio, Stack } from '@mantine/core';
import type { AuthMethod } from '~/api/types';
import { Prose } from '~/ui/prose';

type Props = { methods: AuthMethod[]; value: string; change: (id: string) => void };

/** How requests are let in, where a connector offers more than one way. */
export function MethodChoice({ methods, value, change }: Props) {
  if (methods.length < 2) return null;
  return (
    <Radio.Group label="Way to authenticate" value={value} onChange={change}>
      <Stack gap="xs" mt={6}>
        {methods.map((method) => (
          <Radio
            key={method.id}
            value={method.id}
            label={method.title}
            description={<Prose text={method.doc} />}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
