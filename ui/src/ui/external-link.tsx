import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';

/** A link out of Weir, for what lives upstream. Its sign stays on the line of the last word. */
export function ExternalLink({ href, children }: { href: string; children: string }) {
  const last = children.lastIndexOf(' ') + 1;
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" inherit>
      {children.slice(0, last)}
      <span style={{ whiteSpace: children.length - last < 24 ? 'nowrap' : undefined }}>
        {children.slice(last)}
        <IconExternalLink size={13} style={{ verticalAlign: '-1px', marginLeft: 3 }} aria-hidden />
      </span>
      <span className="visually-hidden"> (opens in a new tab)</span>
    </Anchor>
  );
}
