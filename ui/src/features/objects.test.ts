import { describe, expect, it } from 'vitest';
import type { Category, Collection, Contributor, ContributorEvent, Integration } from '~/api/types';
import { definitionText } from './collections/definition-text';
import { conditionsOf, patternOf, patternsOf, wayOf } from './collections/patterns';
import { findPeople } from './collections/people-csv';
import { definedBy, parentsFor, placedOf } from './collections/trees';
import { eventText } from './contributors/event-text';

describe('patterns', () => {
  it('are said as people say them, and come back', () => {
    const said = {
      'acme/web': { way: 'is', text: 'acme/web' },
      'acme/*': { way: 'starts_with', text: 'acme/' },
      '*legacy*': { way: 'contains', text: 'legacy' },
      '*-old': { way: 'matches', text: '*-old' },
      'a?c*': { way: 'matches', text: 'a?c*' },
      '*': { way: 'starts_with', text: '' },
    };
    for (const [pattern, expected] of Object.entries(said)) {
      expect(wayOf(pattern), pattern).toEqual(expected);
      if (expected.text) expect(patternOf(wayOf(pattern)), pattern).toBe(pattern);
    }
  });

  it('leave out conditions that say nothing yet', () => {
    const stored = { include: ['acme/*'], exclude: ['*old*'] };
    const lines = [...conditionsOf(stored), { take: 'include', way: 'contains', text: ' ' } as const];
    expect(patternsOf(lines)).toEqual(stored);
  });
});

const person = (id: string, name: string, email: string | null, accounts: string[]): Contributor => ({
  id,
  name,
  email,
  accounts: accounts.map((account) => ({
    account,
    integration_id: '1',
    name: null,
    email: null,
    is_bot: false,
    basis: 'alone',
  })),
  attributes: id === '1' ? { team: 'Payments' } : {},
  is_bot: name.endsWith('[bot]'),
  undecided: id === '2',
  updated_at: '2024-05-01T08:00:00Z',
});

const EVERYBODY = [
  person('1', 'Ann Wood', 'ann@acme.example', ['annw']),
  person('2', 'Bob Lee', null, ['bob@acme.example']),
  person('3', 'renovate[bot]', null, ['renovate[bot]']),
];

describe('people of a file', () => {
  it('are found by address, login or id, and lines that name nobody are told', () => {
    const file = 'email,team\r\nANN@acme.example,x\n"bob@acme.example",y\n\nnobody@acme.example,z\n3,\n';
    expect(findPeople(file, EVERYBODY)).toEqual({ ids: ['1', '2', '3'], unknown: [5] });
  });

  it('need no heading', () => {
    expect(findPeople('annw\nannw', EVERYBODY)).toEqual({ ids: ['1'], unknown: [] });
  });
});

describe('contributors', () => {
  it('have their history told from their side', () => {
    const event = (action: string, detail: object): ContributorEvent => ({
      id: '1',
      at: '2024-05-01T08:00:00Z',
      action,
      detail: detail as ContributorEvent['detail'],
    });
    const text = (each: ContributorEvent) => eventText(each, '1', (key) => key);
    expect(text(event('split', { from: '1', to: '2', account: '1/x' })).title).toBe('1/x was split off');
    expect(text(event('split', { from: '2', to: '1', account: '1/x' })).title).toBe('Split off: 1/x');
    const others = [{ name: 'Ann W', email: null, attributes: { team: 'Web' } }];
    expect(text(event('merged', { accounts: ['1/x'], others })).title).toBe('Merged with Ann W, team: Web');
    const changes = [
      { field: 'team', from: '', to: 'Web' },
      { field: 'role', from: 'dev', to: '' },
      { field: 'name', from: 'A', to: 'B' },
    ];
    expect(text(event('edited', { changes })).details).toEqual([
      'team: Web',
      'role: no longer dev',
      'name: B instead of A',
    ]);
  });
});

const collection = (id: string, definition: Collection['definition'], children: Collection[] = []) =>
  ({ id, name: id, definition, children, attention: [], lost: [] }) as unknown as Collection;

describe('trees', () => {
  const people = { by: 'people', attributes: [], contributors: ['1'] } as const;
  const deep = collection('c', null);
  const tree = collection('a', { ...people, attributes: [], contributors: ['1'] }, [
    collection('b', null, [deep]),
  ]);
  const category = { collections: [tree, collection('d', null)] } as unknown as Category;
  const places = placedOf([category]);

  it('are read in order, with what each goes by', () => {
    expect(places.map(({ collection: { id }, depth }) => `${id}${depth}`)).toEqual(['a0', 'b1', 'c2', 'd0']);
    expect(places.map((each) => definedBy(each)?.id)).toEqual(['a', 'a', 'a', undefined]);
  });

  it('offer no parent below the collection itself', () => {
    expect(parentsFor(category, 'b').map((each) => each.collection.id)).toEqual(['a', 'd']);
  });
});

describe('definitions in one line', () => {
  const integrations = [{ id: '1', name: 'GitHub' }] as Integration[];

  it('name integrations, patterns and conditions, and never widen what is gone', () => {
    const filters = [{ dimension: 'base_branch', operator: 'is', values: ['main'] }] as const;
    const of = (named: { [id: string]: object }, conditions: typeof filters | [] = []) =>
      definitionText(
        { by: 'assets', integrations: named as never, filters: [...conditions] as never },
        integrations,
      );
    expect(of({})).toBe('all integrations');
    expect(of({ 1: { include: ['acme/*'] } }, filters)).toBe('GitHub: acme/*, base branch is main');
    expect(of({ 9: {} })).toBe('nothing of an integration that is gone');
  });
});
