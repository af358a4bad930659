import { ActionIcon, Button, Group, Loader, Popover, Stack, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useInsight } from '~/features/metrics/use-insight';
import { DEFAULT_PRESET, dayOf, PRESETS, rangeLabel, shiftRange } from '~/lib/time';

const RangeCalendar = lazy(() => import('./range-calendar'));

/** The period everything on the page is about, its neighbours, and whether the one before is shown beside it. */
export function PeriodPicker() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const { search, range, change } = useInsight();
  const label = `${rangeLabel(search, range)}${search.compare ? ', compared' : ''}`;
  const custom = Boolean(search.from);
  const later = shiftRange(range, 1);
  const future = later.from > dayOf(new Date());
  const move = (direction: -1 | 1) => change({ period: undefined, ...shiftRange(range, direction) });
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon.Group>
        <ActionIcon variant="default" size={36} aria-label="Previous period" onClick={() => move(-1)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <Popover opened={opened} onChange={toggle} position="bottom-start" shadow="md" trapFocus returnFocus>
          <Popover.Target>
            <Button
              variant="default"
              px="sm"
              leftSection={<IconCalendar size={16} />}
              onClick={toggle}
              fw={450}
              aria-label={`Period: ${label}`}
            >
              {label}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label="Period">
            <Group align="flex-start" gap="md">
              <Stack gap={2}>
                {PRESETS.map((preset) => {
                  const chosen = !custom && (search.period ?? DEFAULT_PRESET) === preset.id;
                  return (
                    <Button
                      key={preset.id}
                      variant={chosen ? 'light' : 'subtle'}
                      color={chosen ? undefined : 'gray'}
                      c={chosen ? 'var(--weir-accent)' : 'var(--mantine-color-text)'}
                      justify="flex-start"
                      size="xs"
                      aria-pressed={chosen}
                      onClick={() => {
                        change({ period: preset.id, from: undefined, to: undefined });
                        close();
                      }}
                    >
                      {preset.label}
                    </Button>
                  );
                })}
              </Stack>
              <Suspense fallback={<Loader size="sm" />}>
                <RangeCalendar
                  range={range}
                  choose={(chosen) => {
                    change({ period: undefined, ...chosen });
                    close();
                  }}
                />
              </Suspense>
            </Group>
            <Switch
              mt="sm"
              size="sm"
              label="Compare with the previous period"
              checked={search.compare ?? false}
              onChange={(event) => change({ compare: event.currentTarget.checked || undefined })}
            />
          </Popover.Dropdown>
        </Popover>
        <ActionIcon
          variant="default"
          size={36}
          aria-label="Next period"
          disabled={future}
          onClick={() => move(1)}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </ActionIcon.Group>
    </Group>
  );
}
