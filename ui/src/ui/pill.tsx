import type { ReactNode } from 'react';
import classes from './pill.module.css';

export type Tone = 'good' | 'bad' | 'warn' | 'calm' | 'accent';

/** A word on its colour. The word carries the meaning, the colour only helps to find it. */
export function Pill({ tone, icon, children }: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
