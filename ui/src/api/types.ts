/** The names under which pages use the generated types. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Dict<T> = { [key: string]: T };

export type Bucket = Schemas['Bucket'];
export type Answer = Schemas['Answer'];
export type Check = Schemas['Check'];
export type Connector = Schemas['Connector'];
export type AuthMethod = Schemas['AuthMethod'];
export type Credential = Schemas['Credential'];
export type DeploymentRule = Schemas['DeploymentRule'];
export type ErrorReport = Schemas['ErrorReport'];
export type FailureSettings = Schemas['FailureSettings'];
export type Grade = Schemas['Grade'];
export type Integration = Schemas['Integration'];
export type ItemColumn = Schemas['ItemColumn'];
export type Items = Schemas['Items'];
export type Item = Items['items'][number];
export type MetricInfo = Schemas['MetricInfo'];
export type Monitoring = Schemas['Monitoring'];
export type Point = Schemas['Point'];
export type Project = Schemas['Project'];
export type ProjectOptions = Schemas['ProjectOptions'];
export type ProjectSettings = Schemas['ProjectSettings'];
export type Quota = Schemas['Quota'];
export type Rows = Schemas['Rows'];
export type Slice = Schemas['Slice'];
export type Span = Schemas['Span'];
export type Stage = Schemas['StageValue'];
export type StreamHealth = Schemas['StreamHealth'];
export type StreamReport = Schemas['StreamReport'];
export type TableInfo = Schemas['TableInfo'];
export type Task = Schemas['Task'];
export type Validation = Schemas['Validation'];
