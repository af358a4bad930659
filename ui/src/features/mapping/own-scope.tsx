import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { scopePreviewQuery, scopeQuery, useSetScope } from '~/api/life';
import type { Integration, Scope } from '~/api/types';
import { formatCount, plural } from '~/lib/format';
import { listsOf, sameScope, scopeOf } from '~/lib/scope';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Failure } from '~/ui/states';
import { ScopeEditor } from './scope-editor';

/** Which repositories are ingested at all. */
export function OwnScope({ integration }: { integration: Integration }) {
  return (
    <Section title="Scope">
      <Text c="dimmed">
        What is ingested at all. What is left out is not asked for, and its rows are deleted here; nothing
        changes upstream.
      </Text>
      <Loaded query={useQuery(scopeQuery(integration.id))} what="the scope">
        {(state) => (
          <Stack gap="sm">
            {state.purging && (
              <Text size="sm" role="status">
                Rows of what was left out are being deleted.
              </Text>
            )}
            <ScopeForm key={JSON.stringify(state.scope)} id={integration.id} saved={state.scope ?? null} />
            {state.left_out.length > 0 && (
              <details>
                <summary>{plural(state.left_out.length, 'name')} left out, and why</summary>
                <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
                  {state.left_out.map((each) => (
                    <li key={each.name}>
                      {each.name}: {each.reason.replaceAll('`', '')}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function ScopeForm({ id, saved }: { id: string; saved: Scope | null }) {
  const [lists, setLists] = useState(() => listsOf(saved));
  const [agreed, setAgreed] = useState(false);
  const save = useSetScope(id);
  const scope = scopeOf(lists);
  const changed = !sameScope(scope, saved);
  const preview = useQuery({ ...scopePreviewQuery(id, scope), enabled: changed });
  const purged = changed ? (preview.data?.purges.rows ?? 0) : 0;
  return (
    <Stack gap="sm">
      <ScopeEditor
        id={id}
        value={lists}
        change={(next) => {
          setLists(next);
          setAgreed(false);
        }}
      />
      {purged > 0 && (
        <Checkbox
          label={`Delete ${formatCount(purged)} rows of what is left out`}
          checked={agreed}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
      )}
      {save.isError && <Failure error={save.error} what="Could not save the scope" />}
      <Group>
        <Button
          variant="default"
          disabled={!changed || (purged > 0 && !agreed)}
          loading={save.isPending}
          onClick={() => save.mutate(scope)}
        >
          Save scope
        </Button>
        {save.isSuccess && !changed && (
          <Text size="sm" role="status">
            Saved.
          </Text>
        )}
      </Group>
    </Stack>
  );
}
