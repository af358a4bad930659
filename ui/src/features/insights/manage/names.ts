/** The name, or the name with the first number behind it that is free; names are the same regardless of case. */
export function freeName(name: string, taken: string[]): string {
  const lower = new Set(taken.map((each) => each.toLowerCase()));
  const free = (each: string) => !lower.has(each.toLowerCase());
  if (free(name)) return name;
  let number = 2;
  while (!free(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

/** A name as that of a file: `DORA metrics` is `dora-metrics.yaml`. */
export function fileName(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${slug || 'insight'}.yaml`;
}
