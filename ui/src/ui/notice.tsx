import { Alert, type AlertProps } from '@mantine/core';

type Props = Pick<AlertProps, 'title' | 'icon' | 'role' | 'color' | 'children'> & {
  /** What of it calls for somebody: its border, icon and title take that colour. */
  tone?: 'warn' | 'bad';
};

/** Stands above what it is about: what happened, and what can be done. */
export function Notice({ tone, ...rest }: Props) {
  const own = tone ? { color: `var(--weir-${tone})` } : {};
  return (
    <Alert
      variant="outline"
      bg="var(--mantine-color-body)"
      styles={{ root: { borderColor: own.color }, title: own, icon: own }}
      {...rest}
    />
  );
}
