import { describe, expect, it } from 'vitest';
import type { Plan, StreamPlan, Task } from '~/api/types';
import { basisText, plannedText, planText } from './plan';

const stream = (over: Partial<StreamPlan>): StreamPlan => ({
  stream: 'issues',
  basis: 'counted',
  at_most: false,
  requests: 3,
  ...over,
});

const plan = (over: Partial<Plan>): Plan => ({
  requests: 82,
  points: 60,
  seconds: 120,
  at_least: false,
  asked: 3,
  at: '2026-01-01T00:00:00Z',
  streams: [stream({})],
  ...over,
});

describe('a plan in words', () => {
  it('says what is known and what is not', () => {
    expect(planText(plan({}))).toBe('About 82 requests, 60 points, 2 min.');
    expect(planText(plan({ at_least: true, points: 0, seconds: null }))).toBe(
      'At least 82 requests, time unknown.',
    );
    expect(planText(plan({ bytes: 12_000_000 }))).toContain('12 MB of git');
    expect(planText(plan({ requests: null }))).toBe('What it costs is unknown before it has run.');
  });

  it('says how a figure is known', () => {
    expect(basisText(stream({ basis: 'sampled', asked: 4, of: 120 }))).toBe('counted in 4 of 120');
    expect(basisText(stream({ basis: 'earlier', tasks: 1 }))).toBe('as in the last sync');
    expect(basisText(stream({ basis: 'unknown' }))).toBe('nothing tells beforehand');
  });

  it('is never a zero where nothing is known', () => {
    const task = { plan: plan({ streams: [stream({ requests: null })] }) } as Task;
    expect(plannedText(task, 'issues')).toBe('unknown');
    expect(plannedText({ plan: null } as Task, 'issues')).toBe('–');
  });
});
