import { Switch } from '@mantine/core';
import type { ProjectSettings } from '~/api/types';
import { Section } from '~/ui/page';

type Props = { settings: ProjectSettings; patch: (part: Partial<ProjectSettings>) => void };

export function Whose({ settings, patch }: Props) {
  return (
    <Section title="Whose work counts">
      <Switch
        label="Leave out changes opened by bots"
        description="They stay in the drill-down with that reason."
        checked={settings.exclude_bots ?? true}
        onChange={(event) => patch({ exclude_bots: event.currentTarget.checked })}
      />
    </Section>
  );
}
