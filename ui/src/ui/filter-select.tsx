import { Select, type SelectProps } from '@mantine/core';

type Props<T extends string> = Pick<SelectProps, 'w' | 'maw' | 'searchable'> & {
  label: string;
  data: (T | { value: T; label: string })[];
  value: T | undefined;
  choose: (value: T | undefined) => void;
};

/** Narrows a list to one value, or to none in particular. */
export function FilterSelect<T extends string>({ label, value, choose, ...rest }: Props<T>) {
  return (
    <Select
      {...rest}
      label={label}
      value={value ?? null}
      onChange={(next) => choose((next as T | null) ?? undefined)}
      placeholder="Any"
      clearable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
    />
  );
}
