import { expect, it } from 'vitest';
import { cadenceFault, cadenceOf, cadenceText, formOf } from './cadence';

it('says how often', () => {
  expect(cadenceText({ every_minutes: 5 })).toBe('every 5 min');
  expect(cadenceText({ every_minutes: 60 })).toBe('every hour');
  expect(cadenceText({ every_minutes: 90 })).toBe('every 1 h 30 min');
  expect(cadenceText({ every_minutes: 1440 })).toBe('every day');
  expect(cadenceText({ cron: '0 3 * * *' })).toBe('by cron `0 3 * * *`');
  expect(cadenceText(null)).toBe('never');
});

it('edits in the unit that makes a whole number, and gives the same cadence back', () => {
  for (const minutes of [1, 5, 60, 90, 720, 1440, 4320, 10_080]) {
    expect(cadenceOf(formOf({ every_minutes: minutes }))).toEqual({ every_minutes: minutes });
  }
  expect(formOf({ every_minutes: 120 })).toEqual({ kind: 'interval', amount: 2, unit: 'hours' });
  expect(cadenceOf(formOf({ cron: ' 0 3 * * * ' }))).toEqual({ cron: '0 3 * * *' });
});

it('refuses what the server would refuse', () => {
  expect(cadenceFault({ kind: 'interval', amount: 7, unit: 'days' })).toBeNull();
  expect(cadenceFault({ kind: 'interval', amount: 8, unit: 'days' })).not.toBeNull();
  expect(cadenceFault({ kind: 'interval', amount: 0, unit: 'minutes' })).not.toBeNull();
  expect(cadenceFault({ kind: 'cron', cron: '*/5 * * * *' })).toBeNull();
  expect(cadenceFault({ kind: 'cron', cron: '*/5 * *' })).not.toBeNull();
});
