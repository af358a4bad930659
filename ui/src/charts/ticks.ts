import { unitKind } from '~/lib/format';

const HOUR_STEPS = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 96, 168, 336, 720, 1440, 2880];
const DECIMAL = [1, 2, 5, 10];

function stepFor(wanted: number, unit: string): number {
  if (unitKind(unit) === 'hours') {
    const step = HOUR_STEPS.find((each) => each >= wanted);
    if (step) return step;
  }
  const power = 10 ** Math.floor(Math.log10(wanted));
  return (DECIMAL.find((each) => each * power >= wanted) ?? 10) * power;
}

/** Round values for an axis from zero: days and hours for durations, 1-2-5 for everything else. */
export function niceTicks(highest: number, unit: string, whole = false): number[] {
  if (!(highest > 0)) return [0, 1];
  const fitting = stepFor(highest / 4, unit);
  const step = whole ? Math.max(1, fitting) : fitting;
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
