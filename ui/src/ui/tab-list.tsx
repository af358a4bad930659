import { Tabs, type TabsListProps } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './tab-list.module.css';

/** Tabs in one row. The chosen one is in sight, however narrow the screen. */
export function TabList(props: TabsListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = list.current;
    const chosen = row?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
    if (!row || !chosen) return;
    const [from, to] = [chosen.offsetLeft, chosen.offsetLeft + chosen.offsetWidth];
    const hidden = from < row.scrollLeft || to > row.scrollLeft + row.clientWidth;
    if (hidden) row.scrollLeft = from - (row.clientWidth - chosen.offsetWidth) / 2;
  });
  return <Tabs.List ref={list} className={classes.list} {...props} />;
}
