import { ActionIcon, Group, Table, Text } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { categoriesQuery } from '~/api/insights';
import type { InsightPage } from '~/api/types';
import { formatCount } from '~/lib/format';
import { FindField } from '~/ui/find-field';
import { ButtonLink, Link } from '~/ui/link';
import { FramedTable, right } from '~/ui/list-table';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';
import { ordered } from '../order';
import { collectionsOf } from '../shown-for';
import { InsightMenu, useMakeDefault } from './menu';

/** The Insights of a project: which opens first, for whom each is, and what can be done with it. */
export function InsightList({ project, all }: { project: string; all: InsightPage[] }) {
  const [word, setWord] = useState('');
  const wanted = word.trim().toLowerCase();
  const found = ordered(all).filter((each) =>
    `${each.name} ${each.description ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <FindField label="Find an Insight" value={word} change={setWord} maw={320} />
      {found.length === 0 ? (
        <Empty title="No Insight has that name" />
      ) : (
        <FramedTable
          label="Insights"
          minWidth={640}
          head={['Default', 'Insight', right('Widgets'), 'Collections', 'Changed', 'Actions']}
        >
          {found.map((each) => (
            <Row key={each.id} project={project} insight={each} all={all} />
          ))}
        </FramedTable>
      )}
    </>
  );
}

function Row({ project, insight, all }: { project: string; insight: InsightPage; all: InsightPage[] }) {
  const params = { id: project, insight: insight.id };
  const makeDefault = useMakeDefault(project);
  const { name, is_default, widgets, description, updated_at } = insight;
  return (
    <Table.Tr>
      <Table.Td w={70}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={is_default ? `${name} is the default` : `Make ${name} the default`}
          aria-pressed={is_default ?? false}
          onClick={() => !is_default && makeDefault(insight)}
        >
          {is_default ? <IconStarFilled size={17} color="var(--weir-accent)" /> : <IconStar size={17} />}
        </ActionIcon>
      </Table.Td>
      <Table.Th scope="row" fw={450} style={{ whiteSpace: 'normal' }}>
        <Link to="/projects/$id/insights/$insight" params={params} inherit fw={550}>
          {name}
        </Link>
        {description && (
          <Text size="xs" c="dimmed">
            {description}
          </Text>
        )}
      </Table.Th>
      <Table.Td ta="right">{formatCount(widgets?.length ?? 0)}</Table.Td>
      <Table.Td>
        <Collections project={project} insight={insight.id} />
      </Table.Td>
      <Table.Td>
        <When at={updated_at} />
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          <ButtonLink
            to="/projects/$id/insights/$insight/edit"
            params={params}
            variant="default"
            size="xs"
            aria-label={`Edit ${name}`}
          >
            Edit
          </ButtonLink>
          <InsightMenu project={project} insight={insight} all={all} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Collections({ project, insight }: { project: string; insight: string }) {
  const { data } = useQuery(categoriesQuery(project));
  if (!data) return null;
  const names = collectionsOf(data.items, insight).map((each) => each.name);
  return <Text size="sm">{names.length === 0 ? 'All' : names.join(', ')}</Text>;
}
