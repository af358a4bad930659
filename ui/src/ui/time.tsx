import { useEffect, useState } from 'react';
import { formatRelative, formatTime, NONE } from '~/lib/format';

/** The wall clock, moving once in `every` milliseconds. */
export function useNow(every = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** A moment as people say it; hovering tells it exactly. */
export function When({ at, none = NONE }: { at: string | null | undefined; none?: string }) {
  const now = useNow();
  if (!at) return <span>{none}</span>;
  return (
    <time dateTime={at} title={formatTime(at)} style={{ whiteSpace: 'nowrap' }}>
      {formatRelative(at, now)}
    </time>
  );
}
