import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type Fact = { label: string; value: ReactNode };

/** A few figures in a row. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: Math.min(facts.length, 6) }} spacing="md" component="dl" m={0}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={600} fz="lg">
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
