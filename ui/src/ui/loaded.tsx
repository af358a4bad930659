import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure, Loading } from './states';

type Props<T> = {
  query: UseQueryResult<T>;
  /** What was being loaded, for the sentence when it fails: `the integrations`. */
  what: string;
  loading?: ReactNode;
  children: (data: T) => ReactNode;
};

/** The content of a query in each of its states. Data that is already here stays when a refresh fails. */
export function Loaded<T>({ query, what, loading, children }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) {
    return <Failure error={query.error} what={`Could not load ${what}`} retry={() => query.refetch()} />;
  }
  return <>{loading ?? <Loading label={`Loading ${what}`} />}</>;
}
