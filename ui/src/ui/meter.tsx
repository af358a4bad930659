import classes from './meter.module.css';

type Props = {
  value: number;
  max: number;
  label: string;
  tone?: 'accent' | 'warn' | 'bad';
  /** A share of the bar that is kept free, drawn as a line. */
  mark?: number;
};

/** A share as a bar. The label says it in words. */
export function Meter({ value, max, label, tone = 'accent', mark }: Props) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers do not let a meter element be styled
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={label}
      className={classes.track}
      title={label}
    >
      <div className={classes.fill} data-tone={tone} style={{ width: `${share * 100}%` }} />
      {mark !== undefined && mark > 0 && mark < 1 && (
        <div className={classes.mark} style={{ left: `${mark * 100}%` }} />
      )}
    </div>
  );
}
