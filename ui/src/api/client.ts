import createClient from 'openapi-fetch';
import { errorFrom, unreachable } from './errors';
import type { paths } from './schema';

export const BASE = '/api/v1';

export const client = createClient<paths>({ baseUrl: BASE });

client.use({ onError: () => unreachable() });

/** Unwraps an answer: the document on success, an `ApiError` otherwise. */
export async function ask<T>(
  call: Promise<{ data?: T | undefined; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw errorFrom(response.status, error);
  return data as T;
}

/** The address of one thing, for the paths that end in an id. */
export const of = (id: string) => ({ params: { path: { id } } });
