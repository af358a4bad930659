import { Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { healthQuery } from '~/api/life';
import type { Trouble } from '~/api/types';
import { closed, plural } from '~/lib/format';
import { Link } from '~/ui/link';
import { Prose } from '~/ui/prose';
import { When } from '~/ui/time';
import { AffectedMetrics, affectedText } from './affected';
import classes from './banner.module.css';
import { FixLink } from './fix-link';
import { stateFacts } from './states';

/** On every page while something is broken: what, since when, which numbers it touches, and the way to the fix. */
export function HealthBanner() {
  const troubles = useQuery(healthQuery()).data?.items ?? [];
  const critical = troubles.some((each) => each.severity === 'critical');
  // The region stays, so that what appears and goes in it is announced.
  return (
    <section aria-label="Health of the integrations" aria-live="polite">
      {troubles.length > 0 && (
        <div className={classes.banner} data-tone={critical ? 'bad' : 'warn'}>
          <IconAlertTriangle size={19} aria-hidden className={classes.icon} />
          <Stack gap={10} style={{ flex: 1, minWidth: 0 }}>
            {troubles.length === 1 && troubles[0] ? (
              <TroubleLine trouble={troubles[0]} />
            ) : (
              <Many troubles={troubles} />
            )}
          </Stack>
        </div>
      )}
    </section>
  );
}

/** More than one does not take the page away: the first line says how many, the rest unfolds. */
function Many({ troubles }: { troubles: Trouble[] }) {
  const [open, setOpen] = useState(false);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const affects = troubles.flatMap((each) => each.affects);
  const merged = [...new Map(affects.map((each) => [each.project_id, each])).values()];
  return (
    <>
      <UnstyledButton onClick={() => setOpen(!open)} aria-expanded={open}>
        <Group gap={6} wrap="nowrap" align="flex-start">
          <Chevron size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <Text size="sm">
            <Text span fw={600} inherit>
              {plural(troubles.length, 'integration needs', 'integrations need')} attention
            </Text>
            {': '}
            {troubles.map((each) => each.integration.name).join(', ')}
            {merged.length > 0 && ` (${affectedText(merged)})`}
          </Text>
        </Group>
      </UnstyledButton>
      {open && troubles.map((each) => <TroubleLine key={each.integration.id} trouble={each} />)}
    </>
  );
}

function TroubleLine({ trouble }: { trouble: Trouble }) {
  const { integration, affects } = trouble;
  const { label, fix } = stateFacts(trouble.state);
  return (
    <Group gap="md" justify="space-between" align="flex-start">
      <div style={{ flex: '1 1 320px', minWidth: 0 }}>
        <Text size="sm">
          <Link
            to="/integrations/$id/$tab"
            params={{ id: integration.id, tab: 'monitoring' }}
            search={{}}
            inherit
            fw={600}
            underline="always"
          >
            {integration.name}
          </Link>
          {`: ${label.toLowerCase()}`}
          {trouble.since && (
            <>
              {', since '}
              <When at={trouble.since} />
            </>
          )}
          {'. '}
          <Prose text={closed(trouble.reason)} />
        </Text>
        {trouble.fix && (
          <Text size="sm">
            <Prose text={closed(trouble.fix)} />
          </Text>
        )}
        {affects.length > 0 && (
          <details className={classes.details}>
            <summary>{`Touches ${affectedText(affects)}`}</summary>
            <AffectedMetrics affects={affects} />
          </details>
        )}
      </div>
      {fix && <FixLink id={integration.id} name={integration.name} fix={fix} />}
    </Group>
  );
}
