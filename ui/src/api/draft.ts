import type * as T from './types';

type Ok<R> = { responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': R } } } };
type Op<R, P = unknown, B = unknown> = Ok<R> & { parameters: P } & B;
type Body<B> = { requestBody: { content: { 'application/json': B } } };
type Id = { path: { id: string } };
type Range = { from?: string; to?: string; by?: string; bucket?: string; aggregate?: string };
type MetricPath = { path: { id: string; metric: string } };

export interface paths {
  '/session': {
    get: Op<T.Session>;
    post: Op<T.Session, unknown, Body<{ key: string }>>;
    delete: Op<unknown>;
  };
  '/connectors': { get: Op<T.List<T.Connector>> };
  '/integrations': {
    get: Op<T.List<T.Integration>>;
    post: Op<T.Integration, unknown, Body<Record<string, unknown>>>;
  };
  '/integrations/validate': { post: Op<T.Validation, unknown, Body<Record<string, unknown>>> };
  '/integrations/{id}': {
    get: Op<T.Integration, Id>;
    patch: Op<T.Integration, Id, Body<Record<string, unknown>>>;
    delete: Op<unknown, Id>;
  };
  '/integrations/{id}/sync': { post: Op<T.Task, Id, Body<{ since?: string }>> };
  '/integrations/{id}/cancel': { post: Op<unknown, Id> };
  '/integrations/{id}/tasks': { get: Op<T.List<T.Task>, Id & { query?: { limit?: number } }> };
  '/integrations/{id}/monitoring': { get: Op<T.Monitoring, Id> };
  '/projects': {
    get: Op<T.List<T.Project>>;
    post: Op<T.Project, unknown, Body<{ name: string; description?: string }>>;
  };
  '/projects/{id}': {
    get: Op<T.Project, Id>;
    patch: Op<T.Project, Id, Body<{ name?: string; settings?: T.ProjectSettings }>>;
    delete: Op<unknown, Id>;
  };
  '/projects/{id}/integrations': { put: Op<T.Project, Id, Body<{ integration_ids: string[] }>> };
  '/projects/{id}/options': { get: Op<T.ProjectOptions, Id> };
  '/metrics': { get: Op<T.List<T.MetricInfo>> };
  '/projects/{id}/metrics/{metric}': { get: Op<T.Answer, MetricPath & { query?: Range }> };
  '/projects/{id}/metrics/{metric}/items': {
    get: Op<
      T.Items,
      MetricPath & {
        query?: Range & {
          included?: string;
          bucket_start?: string;
          key?: string;
          limit?: number;
          after?: string;
        };
      }
    >;
  };
  '/tables': { get: Op<T.List<T.TableInfo>> };
  '/tables/{name}/rows': {
    get: Op<T.Rows, { path: { name: string }; query?: { limit?: number; after?: string } }>;
  };
  '/query': { post: Op<T.QueryResult, unknown, Body<{ sql: string }>> };
}
