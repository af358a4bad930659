/** The aggregates of the catalogue, over values that are on screen: a check of the number, not its source. */

/** The value below which the share `p` of the values lies, interpolated between neighbours. */
export function percentile(values: number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

export function aggregate(name: string, values: number[]): number | null {
  if (values.length === 0) return null;
  if (name === 'median') return percentile(values, 0.5);
  if (name === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length;
  const p = /^p(\d{2})$/.exec(name)?.[1];
  return p ? percentile(values, Number(p) / 100) : null;
}
