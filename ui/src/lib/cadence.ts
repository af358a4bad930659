/** How often something runs, in words and in a form. */
import { formatSeconds } from './format';

export type Cadence = { every_minutes?: number | null; cron?: string | null };

/** What the form has: an interval in the unit a person thinks in, or a cron text. */
export type CadenceForm =
  | { kind: 'interval'; amount: number; unit: 'minutes' | 'hours' | 'days' }
  | { kind: 'cron'; cron: string };

const MINUTES = { minutes: 1, hours: 60, days: 1440 } as const;
const LONGEST = 10_080;

/** `every 5 min`, `every day`, `by cron 0 3 * * *`. */
export function cadenceText(cadence: Cadence | null | undefined): string {
  if (!cadence) return 'never';
  if (cadence.cron) return `by cron \`${cadence.cron}\``;
  const minutes = cadence.every_minutes ?? 0;
  if (minutes === 1440) return 'every day';
  if (minutes === 10_080) return 'every week';
  if (minutes === 60) return 'every hour';
  return `every ${formatSeconds(minutes * 60)}`;
}

/** The largest unit that makes a whole number. */
export function formOf(cadence: Cadence): CadenceForm {
  if (cadence.cron) return { kind: 'cron', cron: cadence.cron };
  const minutes = cadence.every_minutes ?? 5;
  for (const unit of ['days', 'hours'] as const) {
    if (minutes % MINUTES[unit] === 0) return { kind: 'interval', amount: minutes / MINUTES[unit], unit };
  }
  return { kind: 'interval', amount: minutes, unit: 'minutes' };
}

export function cadenceOf(form: CadenceForm): Cadence {
  if (form.kind === 'cron') return { cron: form.cron.trim() };
  return { every_minutes: Math.round(form.amount * MINUTES[form.unit]) };
}

/** What is wrong with the form; null when it can be sent. */
export function cadenceFault(form: CadenceForm): string | null {
  if (form.kind === 'cron') {
    const fields = form.cron.trim().split(/\s+/).filter(Boolean).length;
    return fields === 5 ? null : 'Five fields: minute, hour, day of the month, month, day of the week';
  }
  const minutes = form.amount * MINUTES[form.unit];
  return Number.isFinite(minutes) && minutes >= 1 && minutes <= LONGEST
    ? null
    : 'Between one minute and seven days';
}
