import { Group, Text } from '@mantine/core';
import { PlainLink } from '~/ui/link';

export function Logo() {
  return (
    <PlainLink to="/" aria-label="Weir, start page">
      <Group gap={9}>
        <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="7" fill="#0d6f88" />
          <path
            d="M6 11c3.3 0 3.3 3 6.7 3s3.3-3 6.6-3 3.4 3 6.7 3"
            fill="none"
            stroke="#fff"
            strokeWidth="2.6"
            strokeLinecap="round"
          />
          <path
            d="M6 19c3.3 0 3.3 3 6.7 3s3.3-3 6.6-3 3.4 3 6.7 3"
            fill="none"
            stroke="#a6d0dc"
            strokeWidth="2.6"
            strokeLinecap="round"
          />
        </svg>
        <Text fw={650} fz="lg">
          Weir
        </Text>
      </Group>
    </PlainLink>
  );
}
