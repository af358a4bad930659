import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useDeleteCategory } from '~/api/collections';
import type { Category } from '~/api/types';
import { plural } from '~/lib/format';
import { Confirm } from '~/ui/confirm';
import { ButtonLink } from '~/ui/link';
import { Section } from '~/ui/page';
import { Pill } from '~/ui/pill';
import { CategoryDialog } from './category-dialog';
import { Tree } from './tree';
import { placed } from './trees';

type Props = { project: string; category: Category; categories: Category[] };

/** One category: its tree, and what can be done with it. */
export function CategorySection({ project, category, categories }: Props) {
  const [editing, edit] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);
  const count = placed(category.collections).length;
  return (
    <Section
      title={category.name}
      aside={
        <Group gap="xs">
          {category.enabled === false && <Pill tone="calm">Only seen here</Pill>}
          <ButtonLink
            to="/projects/$id/collections/$collection"
            params={{ id: project, collection: 'new' }}
            search={{ category: category.id }}
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            aria-label={`New collection in ${category.name}`}
          >
            New collection
          </ButtonLink>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={`More about ${category.name}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={15} />} onClick={edit.open}>
                Edit category
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={15} />} c="var(--weir-bad)" onClick={remove.open}>
                Delete category
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      }
    >
      {category.description && <Text c="dimmed">{category.description}</Text>}
      <Tree project={project} category={category} categories={categories} />
      <CategoryDialog project={project} category={category} opened={editing} close={edit.close} />
      <DeleteCategory category={category} count={count} opened={deleting} close={remove.close} />
    </Section>
  );
}

type DeleteProps = { category: Category; count: number; opened: boolean; close: () => void };

function DeleteCategory({ category, count, opened, close }: DeleteProps) {
  const remove = useDeleteCategory();
  return (
    <Confirm
      opened={opened}
      close={close}
      title={`Delete ${category.name}`}
      action="Delete category"
      possible={count === 0}
      pending={remove.isPending}
      error={remove.error}
      confirm={() => remove.mutate(category.id, { onSuccess: close })}
    >
      {count === 0
        ? 'It has no collections. Nothing else is affected.'
        : `${plural(count, 'collection is', 'collections are')} in it: move them to another category or delete them first.`}
    </Confirm>
  );
}
