import { useReducer } from 'react';

/** What is being made, and the way back and forth through its versions. */
export type History<T> = { past: T[]; now: T; future: T[] };

export type Step<T> = { type: 'change'; to: T } | { type: 'undo' } | { type: 'redo' };

const MOST = 100;

export function step<T>(history: History<T>, action: Step<T>): History<T> {
  const { past, now, future } = history;
  if (action.type === 'change') {
    if (JSON.stringify(action.to) === JSON.stringify(now)) return history;
    return { past: [...past, now].slice(-MOST), now: action.to, future: [] };
  }
  const [from, to] = action.type === 'undo' ? [past, future] : [future, past];
  const next = from.at(-1);
  if (next === undefined) return history;
  const rest = from.slice(0, -1);
  const other = [...to, now];
  return action.type === 'undo'
    ? { past: rest, now: next, future: other }
    : { past: other, now: next, future: rest };
}

export function useHistory<T>(first: T) {
  const [history, dispatch] = useReducer(step<T>, { past: [], now: first, future: [] });
  return {
    now: history.now,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (to: T) => dispatch({ type: 'change', to }),
    undo: () => dispatch({ type: 'undo' }),
    redo: () => dispatch({ type: 'redo' }),
  };
}
