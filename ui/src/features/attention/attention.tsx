import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useUnderstood } from '~/api/life';
import type { Attention } from '~/api/types';
import { closed } from '~/lib/format';
import { Notice } from '~/ui/notice';
import { Pill } from '~/ui/pill';
import { Prose } from '~/ui/prose';
import { When } from '~/ui/time';
import { refused } from '../integrations/refused';

/** Somebody has to look; the title says why. */
export function AttentionPill({ title }: { title: string }) {
  return (
    <span title={title}>
      <Pill tone="warn" icon={<IconFlag size={12} aria-hidden />}>
        Needs attention
      </Pill>
    </span>
  );
}

/** In a list: something about it changed and nobody has looked yet. */
export function AttentionMark({ attention }: { attention: Attention[] }) {
  if (attention.length === 0) return null;
  const title = attention.map((each) => closed(each.reason.replaceAll('`', ''))).join(' ');
  return <AttentionPill title={title} />;
}

/** On its page: what changed, since when, and a button for "I have seen it". */
export function AttentionNotice({ attention }: { attention: Attention[] }) {
  const understood = useUnderstood();
  if (attention.length === 0) return null;
  return (
    <Notice tone="warn" icon={<IconFlag size={18} />} title="Needs attention">
      <Stack gap="xs">
        {attention.map((each) => (
          <Group key={each.id} justify="space-between" gap="md">
            <Text size="sm" flex="1 1 300px">
              <Prose text={closed(each.reason)} />{' '}
              <Text span c="dimmed" inherit>
                {each.integration.name}, <When at={each.since} />
              </Text>
            </Text>
            <Button
              size="xs"
              variant="default"
              loading={understood.isPending && understood.variables === each.id}
              onClick={() => understood.mutate(each.id, { onError: refused('Could not take the mark away') })}
              aria-label={`Understood: ${each.integration.name}`}
            >
              Understood
            </Button>
          </Group>
        ))}
      </Stack>
    </Notice>
  );
}
