import { List } from '@mantine/core';
import { Section } from '~/ui/page';
import { Prose } from '~/ui/prose';

/** What the numbers go by, in the words that stand beside them. */
export function Assumed({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <Section title="What counts with this">
      <List size="sm" listStyleType="disc">
        {lines.map((line) => (
          <List.Item key={line}>
            <Prose text={line} />
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
