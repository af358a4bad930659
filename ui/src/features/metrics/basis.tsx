import { List, Paper, Text } from '@mantine/core';
import { Link } from '~/ui/link';
import { Prose } from '~/ui/prose';
import { useAnswers } from './answers';
import type { Insight } from './use-insight';

type Props = { insight: Insight; project: string };

/** The project's definitions that shaped the numbers of the page. */
export function BasisLine({ insight, project }: Props) {
  const { basis } = useAnswers(project, insight);
  if (basis.length === 0) return null;
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="section">
      <Text fw={600} component="h2" fz="md">
        What counts in this project
      </Text>
      <List size="sm" mt={4} spacing={2} listStyleType="disc">
        {basis.map((line) => (
          <List.Item key={line}>
            <Prose text={line} />
          </List.Item>
        ))}
      </List>
      <Text size="sm" mt={6}>
        <Link to="/projects/$id/$tab" params={{ id: project, tab: 'settings' }} inherit>
          Change what counts
        </Link>
      </Text>
    </Paper>
  );
}
