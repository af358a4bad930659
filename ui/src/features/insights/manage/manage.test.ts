import { describe, expect, it } from 'vitest';
import type { Category, Collection, InsightPage } from '~/api/types';
import { collectionsOf, rebound, shownFor } from '../shown-for';
import { lineSpan } from './excerpt';
import { fileName, freeName } from './names';

it('finds a free name', () => {
  expect(freeName('Copy of A', [])).toBe('Copy of A');
  expect(freeName('Copy of A', ['copy of a', 'Copy of A 2'])).toBe('Copy of A 3');
});

it('names files so that every system takes them', () => {
  expect(fileName('DORA metrics / EU: 2026')).toBe('dora-metrics-eu-2026.yaml');
  expect(fileName('Überblick')).toBe('überblick.yaml');
  expect(fileName('???')).toBe('insight.yaml');
});

it('finds a line in a text', () => {
  const text = 'one\ntwo\n\nfour';
  const line = (number: number) => text.slice(...lineSpan(text, number));
  expect([line(1), line(2), line(3), line(4)]).toEqual(['one', 'two', '', 'four']);
});

describe('Insights of collections', () => {
  const collection = (id: string, insights: string[], children: Collection[] = []) =>
    ({ id, name: id, insights, children }) as Collection;
  const trees = [
    { collections: [collection('top', ['1'], [collection('low', ['2'])]), collection('other', ['3'])] },
  ] as Category[];
  const all = ['1', '2', '3', '4'].map((id) => ({ id }) as InsightPage);
  const shown = (id: string | undefined) => shownFor(all, trees, id).map((each) => each.id);

  it('are its own, those from above, and those of nobody', () => {
    expect(shown(undefined)).toEqual(['1', '2', '3', '4']);
    expect(shown('top')).toEqual(['1', '4']);
    expect(shown('low')).toEqual(['1', '2', '4']);
    expect(shown('other')).toEqual(['3', '4']);
  });

  it('change only where they have to', () => {
    expect(collectionsOf(trees, '2').map((each) => each.id)).toEqual(['low']);
    const changed = rebound(trees, '2', ['other', 'low']);
    expect(changed.map((each) => [each.id, each.insights])).toEqual([['other', ['3', '2']]]);
    expect(rebound(trees, '2', []).map((each) => [each.id, each.insights])).toEqual([['low', []]]);
    expect(rebound(trees, '2', ['low'])).toEqual([]);
  });
});
