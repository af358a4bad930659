import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDotsVertical,
  IconDownload,
  IconList,
  IconPlus,
  IconSettings,
  IconStar,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { contentOf, useSaveInsight, yamlAddress } from '~/api/insights';
import type { InsightPage } from '~/api/types';
import { refused } from '~/features/integrations/refused';
import { CreateInsight } from './create';
import { DeleteInsight } from './delete';
import { fileName } from './names';
import { InsightSettings } from './settings';

type Props = {
  project: string;
  insight: InsightPage;
  all: InsightPage[];
  /** Whether it stands on the Insight's own page, from where the others can be reached too. */
  own?: boolean;
};

type Dialog = 'create' | 'clone' | 'settings' | 'delete';

/** What can be done with an Insight besides looking at it. */
export function InsightMenu({ project, insight, all, own = false }: Props) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const navigate = useNavigate();
  const close = () => setDialog(null);
  const makeDefault = useMakeDefault(project);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            variant={own ? 'default' : 'subtle'}
            color="gray"
            size={own ? 36 : 30}
            aria-label={`More about ${insight.name}`}
          >
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSettings size={15} />} onClick={() => setDialog('settings')}>
            Name and collections
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => setDialog('clone')}>
            Clone
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={15} />}
            component="a"
            href={yamlAddress(insight.id)}
            download={fileName(insight.name)}
          >
            Export as YAML
          </Menu.Item>
          <Menu.Item
            leftSection={<IconStar size={15} />}
            disabled={insight.is_default}
            onClick={() => makeDefault(insight)}
          >
            Make it the default
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={15} />}
            c="var(--weir-bad)"
            onClick={() => setDialog('delete')}
          >
            Delete
          </Menu.Item>
          {own && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => setDialog('create')}>
                New Insight
              </Menu.Item>
              <Menu.Item
                leftSection={<IconList size={15} />}
                onClick={() => navigate({ to: '/projects/$id/insights/all', params: { id: project } })}
              >
                All Insights
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <CreateInsight opened={dialog === 'create'} close={close} project={project} all={all} />
      <CreateInsight opened={dialog === 'clone'} close={close} project={project} all={all} source={insight} />
      <InsightSettings
        opened={dialog === 'settings'}
        close={close}
        project={project}
        insight={insight}
        key={insight.updated_at}
      />
      <DeleteInsight opened={dialog === 'delete'} close={close} project={project} insight={insight} />
    </>
  );
}

/** The project opens with the default; at most one Insight is. */
export function useMakeDefault(project: string): (insight: InsightPage) => void {
  const save = useSaveInsight(project);
  return (insight) => {
    const { id, name, updated_at } = insight;
    save.mutate(
      { ...contentOf(insight), id, name, updated_at, is_default: true },
      { onError: refused(`Could not make ${name} the default`) },
    );
  };
}
