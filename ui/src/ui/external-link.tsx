import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A link out of Weir, for what lives upstream. */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" inherit>
      {children}
      {/* The joiner keeps the sign on the line of the last word. */}
      {'\u2060'}
      <IconExternalLink size={13} style={{ verticalAlign: '-1px', marginLeft: 3 }} aria-hidden />
      <span className="visually-hidden"> (opens in a new tab)</span>
    </Anchor>
  );
}
