import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Affected } from '~/api/types';
import { words } from '~/lib/format';
import { Link } from '~/ui/link';

/** The metrics of projects that read an integration, each a link to the number. */
export function AffectedMetrics({ affects }: { affects: Affected[] }) {
  return affects.map((each) => (
    <Text size="sm" key={each.project_id}>
      <Link to="/insights/dora" search={{ project: each.project_id }} inherit fw={600}>
        {each.project}
      </Link>
      {': '}
      {each.metrics.map((metric, index) => (
        <Fragment key={metric}>
          {index > 0 && ', '}
          <Link
            to="/insights/dora/$metric"
            params={{ metric }}
            search={{ project: each.project_id }}
            inherit
            underline="always"
          >
            {words(metric)}
          </Link>
        </Fragment>
      ))}
    </Text>
  ));
}

/** `5 metrics of checkout and search`. */
export function affectedText(affects: Affected[]): string {
  const metrics = new Set(affects.flatMap((each) => each.metrics));
  const names = affects.map((each) => each.project);
  const list =
    names.length > 3
      ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more projects`
      : names.join(', ').replace(/, ([^,]*)$/, ' and $1');
  return `${metrics.size} ${metrics.size === 1 ? 'metric' : 'metrics'} of ${list}`;
}
