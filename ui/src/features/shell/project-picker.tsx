import { Select } from '@mantine/core';
import { IconFolders } from '@tabler/icons-react';
import { useInsight } from '~/features/metrics/use-insight';

export function ProjectPicker() {
  const { projects, project, change } = useInsight();
  if (!projects || projects.length === 0) return null;
  return (
    <Select
      aria-label="Project"
      w={190}
      data={projects.map((each) => ({ value: each.id, label: each.name }))}
      value={project?.id ?? null}
      placeholder="Choose a project"
      onChange={(id) => id && change({ project: id })}
      allowDeselect={false}
      searchable={projects.length > 8}
      leftSection={<IconFolders size={16} />}
      comboboxProps={{ width: 'target' }}
    />
  );
}
