import { Group, Paper, Stack, Text } from '@mantine/core';
import type { Answer } from '~/api/types';
import { Sparkline } from '~/charts/sparkline';
import { formatCount, words } from '~/lib/format';
import { Link, PlainLink } from '~/ui/link';
import { Failure, Loading } from '~/ui/states';
import { When } from '~/ui/time';
import { useAnswer } from './answers';
import { ChangeLine } from './change';
import { Definition } from './definition';
import type { DrillTo } from './drill';
import { GradePill } from './grade';
import classes from './metric-card.module.css';
import { NoData } from './no-data';
import { Notes } from './notes';
import type { Insight } from './use-insight';

type Props = { metric: string; insight: Insight; project: string; drill: DrillTo };

/** One metric: its number, how good it is, where it is going, and the way to its rows. */
export function MetricCard({ metric, insight, project, drill }: Props) {
  const query = useAnswer(project, metric, insight);
  if (query.isError && !query.data) {
    return <Failure error={query.error} what={`Could not compute ${words(metric)}`} retry={query.refetch} />;
  }
  if (!query.data) return <Loading height={186} label={`Loading ${words(metric)}`} />;
  return <Card answer={query.data} insight={insight} drill={drill} stale={query.isPlaceholderData} />;
}

type CardProps = {
  answer: Answer;
  insight: Insight;
  drill: DrillTo;
  stale: boolean;
  /** Another title than the metric's. */
  title?: string;
};

export function Card({ answer, insight, drill, stale, title }: CardProps) {
  const { metric } = answer;
  const name = title || metric.title;
  return (
    <Paper
      component="article"
      p="md"
      className={classes.card}
      aria-label={name}
      aria-busy={stale}
      data-metric={metric.id}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Group gap={4} wrap="nowrap">
          <Text fw={600} component="h2" fz="md">
            {name}
          </Text>
          <Definition answer={answer} />
          <Notes answer={answer} name={name} />
        </Group>
      </Group>
      {answer.value == null ? (
        <NoData answer={answer} insight={insight} />
      ) : (
        <Stack gap={4}>
          <Group justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
            <PlainLink
              {...drill(metric.id)}
              className={classes.value}
              aria-label={`${name}: ${answer.text}, see the rows`}
            >
              <Figure text={answer.text} />
            </PlainLink>
            {answer.grade && (
              <span className={classes.grade}>
                <GradePill grade={answer.grade} />
              </span>
            )}
          </Group>
          <ChangeLine answer={answer} />
          <Sparkline points={answer.series} metric={metric} bucket={insight.bucket} />
        </Stack>
      )}
      <Population answer={answer} drill={drill} />
    </Paper>
  );
}

/** The number; what the API adds in brackets stands smaller behind it. */
export function Figure({ text }: { text: string }) {
  const at = text.indexOf(' (');
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)} <span className={classes.aside}>{text.slice(at + 1)}</span>
    </>
  );
}

/** How many items the number stands on, how many were left out, how fresh they are. */
export function Population({ answer, drill }: { answer: Answer; drill: DrillTo }) {
  const left = answer.excluded.reduce((sum, each) => sum + each.count, 0);
  const reasons = answer.excluded.map((each) => `${each.count}: ${each.reason}`).join('\n');
  return (
    <Text size="xs" c="dimmed" component="div" className={classes.population}>
      <div className={classes.counts}>
        <span>
          n ={' '}
          <Link {...drill(answer.metric.id)} inherit>
            {formatCount(answer.n)}
          </Link>
        </span>
        {left > 0 && (
          <Link {...drill(answer.metric.id, { tab: 'left-out' })} inherit title={reasons}>
            {formatCount(left)} left out
          </Link>
        )}
      </div>
      <span>
        newest row <When at={answer.fresh_at} none="none yet" />
      </span>
    </Text>
  );
}
