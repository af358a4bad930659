import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { categoriesQuery } from '~/api/insights';
import { Loaded } from '~/ui/loaded';
import { CategoryDialog } from './category-dialog';
import { CategorySection } from './category-section';

/** The categories of a project, each with its tree of collections. */
export default function CollectionsTab({ project }: { project: string }) {
  const [adding, dialog] = useDisclosure(false);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start">
        <Text c="dimmed" maw={640}>
          A collection is a part of the project: a team, a sprint, a product. Every number can be looked at
          for one of them. It is made of repositories and projects, or of people.
        </Text>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={dialog.open}>
          New category
        </Button>
      </Group>
      <Loaded query={useQuery(categoriesQuery(project))} what="the collections">
        {({ items }) =>
          items.map((category) => (
            <CategorySection key={category.id} project={project} category={category} categories={items} />
          ))
        }
      </Loaded>
      <CategoryDialog project={project} opened={adding} close={dialog.close} />
    </Stack>
  );
}
