import type { Grade } from '~/api/types';
import { Pill, type Tone } from '~/ui/pill';

const TONES: Record<string, Tone> = {
  elite: 'good',
  high: 'accent',
  medium: 'warn',
  low: 'bad',
  good: 'good',
  acceptable: 'warn',
  slow: 'bad',
};

/** The band a number falls into. */
export function GradePill({ grade }: { grade: Grade }) {
  return <Pill tone={TONES[grade.level] ?? 'calm'}>{grade.label}</Pill>;
}
