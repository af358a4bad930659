import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { integrationsQuery } from '~/api/queries';
import type { Collection, Definition } from '~/api/types';
import { AssetsEditor } from './assets-editor';
import { definitionText } from './definition-text';
import { PeopleEditor } from './people-editor';
import { Selected } from './selected';

type Props = {
  project: string;
  value: Definition | null;
  change: (definition: Definition | null) => void;
  /** Whose definition holds without one of its own; null is the whole project. */
  above: Collection | null;
};

const EMPTY: Record<string, Definition | null> = {
  above: null,
  assets: { by: 'assets', integrations: {}, filters: [] },
  people: { by: 'people', attributes: [], contributors: [] },
};

/** What belongs to a collection, and at once what that selects. */
export function DefinitionEditor({ project, value, change, above }: Props) {
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="How it is defined"
        w="fit-content"
        maw="100%"
        data={[
          { value: 'above', label: above ? `As ${above.name}` : 'Whole project' },
          { value: 'assets', label: 'By assets' },
          { value: 'people', label: 'By people' },
        ]}
        value={value?.by ?? 'above'}
        onChange={(by) => change(EMPTY[by] ?? null)}
      />
      {value?.by === 'assets' && <AssetsEditor project={project} value={value} change={change} />}
      {value?.by === 'people' && <PeopleEditor value={value} change={change} />}
      {!value && <Inherited above={above} />}
      {(value ?? above?.definition) && (
        <Selected project={project} definition={value ?? (above?.definition as Definition)} />
      )}
    </Stack>
  );
}

function Inherited({ above }: { above: Collection | null }) {
  const integrations = useQuery(integrationsQuery()).data?.items ?? [];
  return (
    <Text size="sm" c="dimmed">
      {above?.definition
        ? `It goes by ${above.name}: ${definitionText(above.definition, integrations)}.`
        : 'Everything of the project belongs to it.'}
    </Text>
  );
}
