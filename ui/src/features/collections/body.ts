import type { CollectionBody } from '~/api/collections';
import type { Collection } from '~/api/types';

/** What is sent to leave a collection as it is. */
export function bodyOf(collection: Collection): CollectionBody {
  const { name, category, parent, description, tags, definition, insights } = collection;
  return { name, category, parent, description, tags, definition, insights };
}

export const emptyBody = (category: string, parent: string | undefined): CollectionBody => ({
  name: '',
  category,
  parent: parent ?? null,
  description: '',
  tags: [],
  definition: null,
  insights: [],
});
