import classes from './excerpt.module.css';

const AROUND = 2;

/** Where a line (from 1) begins and ends in the text. */
export function lineSpan(text: string, line: number): [number, number] {
  const before = text.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  const end = text.indexOf('\n', start);
  return [start, end < 0 ? text.length : end];
}

/** A line of a text with its neighbours. */
export function Excerpt({ text, line }: { text: string; line: number }) {
  const lines = text.split('\n');
  const first = Math.max(1, line - AROUND);
  const shown = lines.slice(first - 1, line + AROUND);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={classes.excerpt} aria-label={`Lines around line ${line}`} tabIndex={0}>
      {shown.map((each, at) => {
        const number = first + at;
        return (
          <span key={number} className={classes.line} data-wrong={number === line || undefined}>
            <span className={classes.number}>{number}</span>
            {each}
          </span>
        );
      })}
    </section>
  );
}
