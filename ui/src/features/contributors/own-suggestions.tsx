import { Button, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { suggestionsQuery, useDecide } from '~/api/contributors';
import type { Contributor, Suggestion } from '~/api/types';
import { formatPercent } from '~/lib/format';
import { Notice } from '~/ui/notice';
import { Failure } from '~/ui/states';

/** Whom somebody may be as well. */
export function OwnSuggestions({ contributor }: { contributor: Contributor }) {
  const all = useQuery(suggestionsQuery()).data?.items ?? [];
  const own = all.filter((each) => each.one === contributor.id || each.other === contributor.id);
  const decide = useDecide();
  const navigate = useNavigate();
  if (own.length === 0) return null;
  const act = ({ accounts, one }: Suggestion, same: boolean) =>
    decide.mutate([{ accounts, same }], {
      // Of the two, the first stays: this page may be of the other.
      onSuccess: () =>
        same && one !== contributor.id && navigate({ to: '/contributors/$id', params: { id: one } }),
    });
  return (
    <Notice tone="warn" icon={<IconUsers size={18} />} title="May be the same person as somebody else">
      <Stack gap="xs">
        {own.map((each) => {
          const other = each.one === contributor.id ? each.other_name : each.one_name;
          return (
            <Group key={each.accounts.join(' ')} justify="space-between">
              <Text size="sm" flex="1 1 280px">
                {other}: {each.reason}, {formatPercent(each.confidence * 100)} sure (
                {each.accounts.join(' and ')})
              </Text>
              <Group gap={6}>
                <Button
                  size="xs"
                  loading={decide.isPending}
                  onClick={() => act(each, true)}
                  aria-label={`Accept: the same as ${other}`}
                >
                  Accept
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  disabled={decide.isPending}
                  onClick={() => act(each, false)}
                  aria-label={`Decline: not ${other}`}
                >
                  Decline
                </Button>
              </Group>
            </Group>
          );
        })}
        {decide.isError && <Failure error={decide.error} what="Could not carry that out" />}
      </Stack>
    </Notice>
  );
}
