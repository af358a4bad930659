import type { ProfileTrial, StageChain, StageEvent, StageRule } from '~/api/types';

export type Timed = ProfileTrial['timed'][number];

/** Kinds of status, as every tracker tells them. */
const CATEGORIES = { todo: 'to do', in_progress: 'in progress', done: 'done' } as const;

type Choice = { value: string; label: string };

/** Every event that may begin or end a stage, in the form a list of choices needs. */
export function eventChoices({ events, has_statuses }: Timed): Choice[] {
  const moments = events.map(({ name, title }) => ({ value: `moment:${name}`, label: title }));
  if (!has_statuses) return moments;
  const categories = Object.entries(CATEGORIES).map(([key, words]) => ({
    value: `status_category:${key}`,
    label: `A status that is ${words}`,
  }));
  return [...moments, ...categories, { value: 'status:', label: 'One of some statuses' }];
}

export function choiceOf(event: StageEvent): string {
  if (event.kind === 'moment') return `moment:${event.name}`;
  return event.kind === 'status_category' ? `status_category:${event.category}` : 'status:';
}

export function eventOf(choice: string): StageEvent {
  const [kind = '', name = ''] = choice.split(':');
  if (kind === 'status') return { kind, names: [] };
  return kind === 'status_category' ? { kind, category: name } : { kind: 'moment', name };
}

/** A stage of a title that no other one has. */
export function nextStage(timed: Timed, stages: StageRule[]): StageRule {
  const free = timed.events.find(
    ({ name }) => !stages.some((each) => choiceOf(each.end) === `moment:${name}`),
  );
  const name = free?.name ?? timed.events[0]?.name ?? '';
  const taken = (title: string) => stages.some((each) => each.title === title);
  const title = free && !taken(free.title) ? free.title : `Stage ${stages.length + 1}`;
  return { title, end: { kind: 'moment', name } };
}

/** The life of an issue by what its statuses stand for, then its release: nothing but the tracker is asked. */
export const BY_STATUSES: StageChain = {
  start: { kind: 'moment', name: 'created_at' },
  stages: [
    { title: 'Until work begins', end: { kind: 'status_category', category: 'in_progress' } },
    { title: 'Until done', end: { kind: 'status_category', category: 'done' } },
    { title: 'Until released', end: { kind: 'moment', name: 'released_at' } },
  ],
};

/** The same with one of them moved before the one above it. */
export function raised<Each>(all: Each[], index: number): Each[] {
  const [above, one] = [all[index - 1], all[index]];
  if (above === undefined || one === undefined) return all;
  return [...all.slice(0, index - 1), one, above, ...all.slice(index + 1)];
}

/** The chains with that of one metric set, or without it. */
export function withChain(
  chains: Record<string, StageChain>,
  metric: string,
  chain: StageChain | undefined,
): Record<string, StageChain> {
  const { [metric]: _, ...others } = chains;
  return chain ? { ...others, [metric]: chain } : others;
}
