import { formatCount, words } from '~/lib/format';

/** `12 not found, 3 too large`. */
export function skippedText(skipped: Record<string, number>): string {
  const reasons = Object.entries(skipped).filter(([, count]) => count > 0);
  return reasons.length === 0
    ? 'none'
    : reasons.map(([reason, count]) => `${formatCount(count)} ${words(reason)}`).join(', ');
}
