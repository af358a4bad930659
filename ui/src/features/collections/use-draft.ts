import { useState } from 'react';

/**
 * Lines of a form that are more than what is stored: one that is not complete yet is shown and not sent. What comes from
 * elsewhere (undone, saved) replaces them.
 */
export function useDraft<S, L>(
  stored: S,
  read: (stored: S) => L[],
  write: (lines: L[]) => S,
  change: (stored: S) => void,
): [L[], (lines: L[]) => void] {
  const [lines, setLines] = useState(() => read(stored));
  const same = JSON.stringify(write(lines)) === JSON.stringify(write(read(stored)));
  const set = (next: L[]) => {
    setLines(next);
    change(write(next));
  };
  return [same ? lines : read(stored), set];
}
