export type Dict<T> = { [key: string]: T };
export type List<T> = { items: T[]; next?: string | null; total?: number | null };

export type Session = { authenticated: boolean; required: boolean; demo: boolean };
export type Credential = { name: string; title: string; doc: string; optional: boolean };
export type StreamInfo = { name: string; doc: string; permission?: string | null; option?: string | null };
export type Connector = {
  id: string;
  title: string;
  category: string;
  about: string;
  docs: string;
  config_schema: Dict<unknown>;
  credentials: Credential[];
  streams: StreamInfo[];
  integrations: number;
};
export type Check = {
  name: string;
  ok: boolean;
  permission?: string | null;
  message?: string | null;
  hint?: string | null;
};
export type Validation = { ok: boolean; checks: Check[] };
export type HealthStatus = 'healthy' | 'unknown' | 'failed';
export type ProjectRef = { id: string; name: string };
export type ErrorReport = {
  class: string;
  message: string;
  hint?: string | null;
  stream?: string | null;
  partition?: string | null;
};
export type StreamReport = {
  stream: string;
  partitions_done: number;
  partitions_total: number;
  rows: number;
  records: number;
  requests: number;
  points: number;
  retries: number;
  skipped: Dict<number>;
  drift: Dict<number>;
  started?: string | null;
  finished?: string | null;
  error?: ErrorReport | null;
  estimate?: number | null;
};
export type Task = {
  id: string;
  integration_id: string;
  kind: string;
  status: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'throttled';
  started_at: string;
  finished_at?: string | null;
  duration_ms?: number | null;
  retries: number;
  rows: number;
  records: number;
  requests: number;
  points: number;
  error?: ErrorReport | null;
  streams: StreamReport[];
};
export type Integration = {
  id: string;
  name: string;
  kind: string;
  description?: string | null;
  config: Dict<unknown>;
  has_secrets: string[];
  status: HealthStatus;
  status_reason?: string | null;
  created_at: string;
  deleting: boolean;
  last_task?: Task | null;
  last_ingested_at?: string | null;
  projects: ProjectRef[];
  rows: number;
};
export type Span = { from: string; to: string };
export type StreamHealth = {
  name: string;
  doc: string;
  enabled: boolean;
  rows?: number | null;
  oldest?: string | null;
  newest?: string | null;
  fresh_at?: string | null;
  last_error?: ErrorReport | null;
  skipped: Dict<number>;
  coverage: Span[];
};
export type Quota = { bucket: string; limit?: number | null; remaining: number; reset_at?: string | null };
export type Monitoring = {
  status: HealthStatus;
  status_reason?: string | null;
  running?: Task | null;
  streams: StreamHealth[];
  quota: Quota[];
  affects: { project: string; project_id: string; metrics: string[] }[];
};
export type DeploymentRule =
  | {
      kind: 'workflow_runs';
      names?: string[];
      branches?: string[];
      jobs?: string[];
      environment?: string | null;
    }
  | { kind: 'deployments'; environments?: string[] }
  | { kind: 'releases'; prereleases?: boolean }
  | { kind: 'tags'; patterns?: string[] }
  | { kind: 'merges'; branches?: string[] };
export type FailureSettings = {
  issue_labels?: string[];
  revert_pull_requests?: boolean;
  failed_deployments?: boolean;
  window_hours?: number;
};
export type ProjectSettings = {
  deployments?: DeploymentRule[];
  failures?: FailureSettings;
  exclude_bots?: boolean;
};
export type IntegrationRef = { id: string; name: string; kind: string; status: HealthStatus };
export type Project = {
  id: string;
  name: string;
  description?: string | null;
  settings: ProjectSettings;
  integrations: IntegrationRef[];
  created_at: string;
};
export type ProjectOptions = {
  branches: string[];
  environments: string[];
  workflows: string[];
  labels: string[];
  repositories: string[];
};
export type Missing = { what: string; why: string; supply: string };
export type Grade = { level: string; label: string; bands: { level: string; text: string }[] };
export type MetricInfo = {
  id: string;
  title: string;
  unit: string;
  direction: string;
  definition: string;
  aggregate: string;
  aggregates: string[];
  dimensions: string[];
  needs: string[];
  source?: string | null;
  version: number;
};
export type Point = { start: string; value?: number | null; n: number; partial: boolean };
export type Stage = { name: string; title: string; value?: number | null; n: number };
export type Slice = { key: string; value?: number | null; n: number; previous?: number | null };
export type Answer = {
  metric: MetricInfo;
  project: string;
  from: string;
  to: string;
  value?: number | null;
  text: string;
  n: number;
  excluded: { reason: string; count: number }[];
  grade?: Grade | null;
  previous: { from: string; to: string; value?: number | null; n: number };
  change?: number | null;
  stages: Stage[];
  series: Point[];
  breakdown: Slice[];
  basis: string[];
  missing: Missing[];
  fresh_at?: string | null;
};
export type ItemColumn = { name: string; title: string; unit?: string | null; kind: string };
export type Item = Dict<unknown>;
export type Items = {
  columns: ItemColumn[];
  items: Item[];
  total: number;
  included: number;
  excluded: number;
  next?: string | null;
};
export type TableColumn = { name: string; type: string; doc: string };
export type TableInfo = { name: string; doc: string; columns: TableColumn[]; rows: number; bytes: number };
export type Rows = { columns: string[]; rows: unknown[][]; next?: string | null };
export type QueryResult = { columns: string[]; rows: unknown[][]; truncated: boolean };
