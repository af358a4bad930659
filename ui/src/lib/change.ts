import { formatPercent } from './format';

export type Change = { text: string; verdict: 'better' | 'worse' | 'same'; arrow: 'up' | 'down' | 'none' };

/** A relative change in words: direction, size and whether that is good news. */
export function describeChange(change: number | null | undefined, direction: string): Change | null {
  if (change == null || !Number.isFinite(change)) return null;
  if (Math.abs(change) < 0.005) return { text: 'no change', verdict: 'same', arrow: 'none' };
  const rising = change > 0;
  const better = direction === 'up' ? rising : !rising;
  return {
    text: `${formatPercent(Math.abs(change) * 100)} ${rising ? 'higher' : 'lower'}`,
    verdict: better ? 'better' : 'worse',
    arrow: rising ? 'up' : 'down',
  };
}
