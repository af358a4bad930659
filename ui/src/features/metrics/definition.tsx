import { List, Stack, Text } from '@mantine/core';
import type { Answer } from '~/api/types';
import { aggregatePhrase } from '~/lib/aggregate';
import { formatCount, formatTime, plural, sentence } from '~/lib/format';
import { dayOf, formatRange } from '~/lib/time';
import { Explain } from '~/ui/explain';
import { ExternalLink } from '~/ui/external-link';
import { Prose } from '~/ui/prose';

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" fw={600} c="dimmed">
        {title}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}

/** Everything a reader needs to trust the number: definition, population, what shaped it, what was left out. */
export function Definition({ answer }: { answer: Answer }) {
  const { metric } = answer;
  const range = formatRange({ from: dayOf(answer.from), to: dayOf(answer.to) });
  return (
    <Explain label={`About ${metric.title.toLowerCase()}`}>
      <Stack gap="xs">
        <Text fw={600}>{metric.title}</Text>
        <Part title="Definition">
          <Prose text={metric.definition} />
        </Part>
        <Part title="Computed as">
          {sentence(aggregatePhrase(metric.aggregate, plural(answer.n, 'item')))}; {range}
        </Part>
        {answer.basis.length > 0 && (
          <Part title="What counts in this project">
            <List size="sm" spacing={2} listStyleType="disc">
              {answer.basis.map((line) => (
                <List.Item key={line}>
                  <Prose text={line} />
                </List.Item>
              ))}
            </List>
          </Part>
        )}
        {answer.excluded.length > 0 && (
          <Part title="Left out">
            {answer.excluded.map((each) => `${formatCount(each.count)}: ${each.reason}`).join('; ')}
          </Part>
        )}
        {answer.grade && (
          <Part title="Bands">
            {answer.grade.bands.map((band) => (
              <div key={band.level}>
                {sentence(band.level)}: {band.text}
              </div>
            ))}
          </Part>
        )}
        <Part title="Newest row">{formatTime(answer.fresh_at)}</Part>
        {metric.source?.startsWith('http') && (
          <ExternalLink href={metric.source}>Source of the definition</ExternalLink>
        )}
      </Stack>
    </Explain>
  );
}
