import { TextInput, type TextInputProps } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

type Props = Pick<TextInputProps, 'maw' | 'mb'> & {
  /** What is found with it: `Find a table`. */
  label: string;
  value: string;
  change: (word: string) => void;
};

/** Narrows a list to what has a word in its name. */
export function FindField({ label, change, ...rest }: Props) {
  return (
    <TextInput
      {...rest}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={15} />}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
