import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { integrationsQuery } from '~/api/queries';
import type { Attention, Collection } from '~/api/types';
import { AttentionPill } from '~/features/attention/attention';
import { closed, plural } from '~/lib/format';
import { ButtonLink } from '~/ui/link';
import { Notice } from '~/ui/notice';
import { Prose } from '~/ui/prose';

/** In a list: something the collection selects from is gone. */
export function LostMark({ collection }: { collection: Collection }) {
  if (collection.lost.length === 0 && collection.attention.length === 0) return null;
  const title =
    collection.attention.map((each) => each.reason.replaceAll('`', '')).join('; ') ||
    `${plural(collection.lost.length, 'integration')} of its definition is not mapped to the project`;
  return <AttentionPill title={title} />;
}

type Props = {
  project: string;
  /** Ids of integrations that the definition names and that the project does not have. */
  lost: string[];
  /** What was said when they went. */
  attention: Attention[];
  takeOut: (id: string) => void;
};

/** On the page of the collection: what is gone, what that means, and the ways to mend it. */
export function LostNotice({ project, lost, attention, takeOut }: Props) {
  const integrations = useQuery(integrationsQuery()).data?.items ?? [];
  if (lost.length === 0 && attention.length === 0) return null;
  return (
    <Notice tone="warn" icon={<IconFlag size={18} />} title="Its definition lost an integration">
      <Stack gap="xs">
        {attention.map((each) => (
          <Text size="sm" key={each.id}>
            <Prose text={closed(each.reason)} />
          </Text>
        ))}
        <Text size="sm">
          It selects nothing in place of what is gone, and never the whole project. Map the integration to the
          project again, choose another one below, or take it out of the definition, then save.
        </Text>
        {lost.map((id) => {
          const known = integrations.find((each) => each.id === id);
          const only = attention.length === 1 ? attention[0]?.integration.name : undefined;
          const name = known?.name ?? only ?? 'the deleted integration';
          return (
            <Group key={id} gap="xs">
              <Button size="xs" variant="default" onClick={() => takeOut(id)}>
                Take {name} out
              </Button>
              {known && (
                <ButtonLink
                  to="/projects/$id/$tab"
                  params={{ id: project, tab: 'mapping' }}
                  size="xs"
                  variant="default"
                >
                  Map {name} again
                </ButtonLink>
              )}
            </Group>
          );
        })}
      </Stack>
    </Notice>
  );
}
