import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { insightsQuery } from '~/api/insights';
import { projectQuery } from '~/api/queries';
import type { Project } from '~/api/types';
import { CreateInsight } from '~/features/insights/manage/create';
import { ImportInsight } from '~/features/insights/manage/import';
import { InsightList } from '~/features/insights/manage/list';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';

/** The list of a project's Insights. */
export function AllInsightsPage() {
  const { id = '' } = useParams({ strict: false });
  return (
    <Loaded query={useQuery(projectQuery(id))} what="the project">
      {(project) => <All project={project} key={project.id} />}
    </Loaded>
  );
}

function All({ project }: { project: Project }) {
  const query = useQuery(insightsQuery(project.id));
  const [creating, create] = useDisclosure(false);
  const [importing, importFile] = useDisclosure(false);
  return (
    <Page
      title="Insights"
      tab={`Insights of ${project.name}`}
      about="Pages of widgets. The default is what the project opens with."
      above={
        <Link to="/projects/$id/$tab" params={{ id: project.id, tab: 'mapping' }} size="sm">
          {project.name}
        </Link>
      }
      actions={
        <>
          <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={importFile.open}>
            Import
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={create.open}>
            New Insight
          </Button>
        </>
      }
    >
      <Loaded query={query} what="the Insights">
        {({ items }) => <InsightList project={project.id} all={items} />}
      </Loaded>
      <CreateInsight
        opened={creating}
        close={create.close}
        project={project.id}
        all={query.data?.items ?? []}
      />
      <ImportInsight opened={importing} close={importFile.close} project={project.id} />
    </Page>
  );
}
