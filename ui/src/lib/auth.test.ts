import { expect, it } from 'vitest';
import type { Connector } from '~/api/types';
import { fieldsFor, methodOf } from './auth';
import { fieldsOf } from './schema';

const connector = {
  auth: [
    { id: 'token', fields: [] },
    { id: 'app', fields: [{ name: 'app_id', optional: false }] },
  ],
} as unknown as Connector;

const fields = fieldsOf({
  properties: { owners: { type: 'array', items: { type: 'string' } }, app_id: { type: 'string' } },
});

it('uses the first method without a choice', () => {
  expect(methodOf(connector, {})?.id).toBe('token');
  expect(methodOf(connector, { auth: 'app' })?.id).toBe('app');
});

it('asks only for the fields of the chosen method, and needs them', () => {
  const names = (auth: string) => fieldsFor(connector, { auth }, fields).map((field) => field.name);
  expect(names('token')).toEqual(['owners']);
  expect(names('app')).toEqual(['owners', 'app_id']);
  expect(fieldsFor(connector, { auth: 'app' }, fields)[1]?.required).toBe(true);
});
