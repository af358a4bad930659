import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { projectOptionsQuery } from '~/api/queries';
import type { DeploymentRule, RuleMatches } from '~/api/types';
import { sentence, words } from '~/lib/format';
import { Section } from '~/ui/page';
import { MatchLine } from './match-line';
import { RuleEditor } from './rule-editor';
import { emptyRule } from './rules';

type Props = {
  project: string;
  rules: DeploymentRule[];
  matches: RuleMatches[];
  change: (rules: DeploymentRule[]) => void;
};

/** What counts as a deployment. */
export function Deployments({ project, rules, matches, change }: Props) {
  const options = useQuery(projectOptionsQuery(project)).data;
  return (
    <Section title="Deployments">
      <Text size="sm" c="dimmed">
        {rules.length === 0
          ? 'Without a rule, deployments are detected from the data: what was found is written above.'
          : 'Whatever matches any of the rules is a deployment. Patterns may contain *.'}
      </Text>
      {rules.length === 0 &&
        matches.map((each) => (
          <MatchLine key={each.rule} title={sentence(words(each.rule || 'other'))} matched={each} />
        ))}
      {rules.map((rule, index) => (
        <RuleEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own
          key={index}
          rule={rule}
          position={index + 1}
          options={options}
          matched={matches.find((each) => each.place === index)}
          change={(next) => change(rules.map((each, at) => (at === index ? next : each)))}
          remove={() => change(rules.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...rules, emptyRule('deployments')])}
        >
          Add rule
        </Button>
      </div>
    </Section>
  );
}
