import { Table, type TableScrollContainerProps } from '@mantine/core';

type Props = TableScrollContainerProps & { label: string };

/** A table that may be wider or longer than its place. The keyboard can scroll it too. */
export function ScrollTable({ label, ...props }: Props) {
  return (
    <Table.ScrollContainer
      {...props}
      scrollAreaProps={{
        offsetScrollbars: false,
        viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label },
      }}
    />
  );
}
