import type { Span } from '~/api/types';
import { dayOf, formatDay } from '~/lib/time';

/** `1 Mar 2026 – 4 Apr 2026`. */
export const spanText = (span: Span) => `${formatDay(dayOf(span.from))} – ${formatDay(dayOf(span.to))}`;

export type Piece = { left: number; width: number; span: Span };

/** Where covered spans lie between the first and the last moment, as shares of the bar. */
export function pieces(coverage: Span[], from: number, to: number): Piece[] {
  const length = to - from;
  if (length <= 0) return [];
  return coverage
    .map((span) => ({
      span,
      start: Math.max(from, Date.parse(span.from)),
      end: Math.min(to, Date.parse(span.to)),
    }))
    .filter((each) => each.end > each.start)
    .map(({ span, start, end }) => ({
      span,
      left: (start - from) / length,
      width: (end - start) / length,
    }));
}
