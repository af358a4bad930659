/** How lists of the API are read on: the end of a page names where the next one begins. */
export const BY_CURSOR = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { next?: string | null }) => page.next ?? null,
};
