import { expect, it } from 'vitest';
import { fieldsOf, filledConfig, initialConfig, missingFields } from './schema';

const SCHEMA = {
  type: 'object',
  required: ['owners', 'url'],
  properties: {
    url: { type: 'string', format: 'uri', description: 'Base address' },
    owners: { type: 'array', items: { type: 'string' } },
    since: { type: ['string', 'null'] },
    fetch_issues: { type: 'boolean', default: true, title: 'Fetch issues with events' },
    depth: { type: 'integer', minimum: 1, maximum: 10, default: 3 },
    branches: { $ref: '#/$defs/Branches', description: 'Which branches' },
    mode: { anyOf: [{ $ref: '#/$defs/Mode' }, { type: 'null' }] },
    filters: { type: 'object' },
  },
  $defs: {
    Branches: { type: 'string', enum: ['default', 'all'] },
    Mode: {
      oneOf: [
        { const: 'fast', description: 'a' },
        { const: 'full', description: 'b' },
      ],
    },
  },
};

it('gives each property the field that fits it', () => {
  const kinds = Object.fromEntries(fieldsOf(SCHEMA).map((field) => [field.name, field.kind]));
  expect(kinds).toEqual({
    url: 'url',
    owners: 'list',
    since: 'text',
    fetch_issues: 'boolean',
    depth: 'integer',
    branches: 'choice',
    mode: 'choice',
    filters: 'json',
  });
});

it('takes labels, descriptions, choices and limits from the schema', () => {
  const fields = new Map(fieldsOf(SCHEMA).map((field) => [field.name, field]));
  expect(fields.get('url')).toMatchObject({ label: 'URL', about: 'Base address', required: true });
  expect(fields.get('fetch_issues')).toMatchObject({ label: 'Fetch issues with events', initial: true });
  expect(fields.get('depth')).toMatchObject({ min: 1, max: 10, initial: 3 });
  expect(fields.get('branches')).toMatchObject({ choices: ['default', 'all'], about: 'Which branches' });
  expect(fields.get('mode')?.choices).toEqual(['fast', 'full']);
});

it('starts from defaults or what is saved, and sends only what was filled', () => {
  const fields = fieldsOf(SCHEMA);
  const config = initialConfig(fields, { url: 'https://example.com' });
  expect(missingFields(fields, config)).toEqual(['Owners']);
  expect(filledConfig(fields, { ...config, owners: ['acme'], since: '' })).toEqual({
    url: 'https://example.com',
    owners: ['acme'],
    fetch_issues: true,
    depth: 3,
  });
});

it('an empty schema is an empty form', () => {
  expect(fieldsOf({})).toEqual([]);
});
