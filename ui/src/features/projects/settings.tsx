import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useEditProject } from '~/api/mutations';
import type { Project, ProjectSettings } from '~/api/types';
import { Link } from '~/ui/link';
import { Failure } from '~/ui/states';
import { Definitions } from './definitions';

/** What counts in the project, wherever no profile of a collection says otherwise. */
export default function ProjectSettingsForm({ project }: { project: Project }) {
  const [settings, setSettings] = useState<ProjectSettings>(project.settings);
  const edit = useEditProject(project.id);
  const changed = JSON.stringify(settings) !== JSON.stringify(project.settings);
  return (
    <Stack gap="xl" maw={860}>
      <Definitions project={project.id} kind="dora" settings={settings} change={setSettings} />
      {edit.isError && <Failure error={edit.error} what="Could not save the settings" />}
      <Group>
        <Button
          disabled={!changed}
          loading={edit.isPending}
          onClick={() => edit.mutate({ settings }, { onSuccess: (saved) => setSettings(saved.settings) })}
        >
          Save settings
        </Button>
        {changed && (
          <Button variant="default" onClick={() => setSettings(project.settings)}>
            Undo changes
          </Button>
        )}
        {edit.isSuccess && !changed && (
          <Text size="sm" role="status">
            Saved. The numbers are computed from the new settings.{' '}
            <Link to="/insights/dora" search={{ project: project.id }} inherit underline="always">
              See the DORA metrics
            </Link>
          </Text>
        )}
      </Group>
    </Stack>
  );
}
