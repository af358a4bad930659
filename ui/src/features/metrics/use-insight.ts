import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { projectsQuery } from '~/api/queries';
import type { Project } from '~/api/types';
import { lastInsight } from '~/lib/remember';
import { type Bucket, bucketFor, type Range, resolveRange } from '~/lib/time';
import { type DrillSearch, drillSearch, type InsightSearch } from '~/lib/url';

export type Insight = {
  search: DrillSearch;
  range: Range;
  bucket: Bucket;
  projects: Project[] | undefined;
  /** The project in the URL, else the one looked at last, else the first. */
  project: Project | undefined;
  change: (patch: Partial<InsightSearch>) => void;
};

function choose(projects: Project[], wanted: string | undefined): Project | undefined {
  const last = lastInsight().project;
  return (
    projects.find((each) => each.id === wanted) ??
    (wanted ? undefined : (projects.find((each) => each.id === last) ?? projects[0]))
  );
}

/**
 * What the URL says is being looked at. Pages pass their own route's search: while the next page loads, the
 * location is already that one's.
 */
export function useInsight(own?: DrillSearch): Insight {
  const raw = useRouterState({ select: (state) => state.location.search });
  const search = own ?? drillSearch(raw as Record<string, unknown>);
  const navigate = useNavigate();
  const { data } = useQuery(projectsQuery());
  const range = resolveRange(search, new Date());
  return {
    search,
    range,
    bucket: search.bucket ?? bucketFor(range),
    projects: data?.items,
    project: data && choose(data.items, search.project),
    change: (patch) =>
      navigate({ to: '.', search: (old) => ({ ...old, bucket_start: undefined, ...patch }) as never }),
  };
}
