import '@mantine/dates/styles.css';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { addDays, dayOf, type Range } from '~/lib/time';

type Days = [string | null, string | null];

/** Picks a first and a last day, both inclusive. */
export default function RangeCalendar({ range, choose }: { range: Range; choose: (range: Range) => void }) {
  const [days, setDays] = useState<Days>([range.from, addDays(range.to, -1)]);
  return (
    <DatePicker
      type="range"
      size="sm"
      hideOutsideDates
      weekendDays={[]}
      maxDate={dayOf(new Date())}
      ariaLabels={{
        previousMonth: 'Previous month',
        nextMonth: 'Next month',
        previousYear: 'Previous year',
        nextYear: 'Next year',
      }}
      allowSingleDateInRange
      value={days}
      defaultDate={range.from}
      onChange={(next) => {
        setDays(next);
        const [from, last] = next;
        if (from && last) choose({ from, to: addDays(last, 1) });
      }}
    />
  );
}
