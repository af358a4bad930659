import { Button, Group, Text } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { projectOptionsQuery } from '~/api/queries';
import type { ClassRule, RuleMatches } from '~/api/types';
import { Section } from '~/ui/page';
import { raised } from './chains';
import { CLASSES, NEW_RULE } from './class-kinds';
import { ClassRuleEditor } from './class-rule';
import { MatchLine } from './match-line';

type Props = {
  project: string;
  rules: ClassRule[];
  /** Those in force: the rules, or what is gone by without any. */
  used: ClassRule[];
  matches: RuleMatches[];
  change: (rules: ClassRule[]) => void;
};

/** What changes are for, so that times and counts can be told apart by it. */
export function Classes({ project, rules, used, matches, change }: Props) {
  const options = useQuery(projectOptionsQuery(project)).data;
  const of = (place: number) => matches.find((each) => each.place === place);
  const other = matches.find((each) => each.place === null);
  const byClass = Object.values(CLASSES).map((title) => {
    const own = matches.filter((each) => each.rule === title.toLowerCase());
    const counted = own.reduce((sum, each) => sum + each.counted, 0);
    const examples = own.flatMap((each) => each.examples).slice(0, 3);
    return { title, matched: { of: '', rule: title, counted, left_out: 0, examples } };
  });
  return (
    <Section title="Classes of changes">
      <Text size="sm" c="dimmed">
        {rules.length === 0
          ? 'Without a rule, names that many teams use tell what a change is for: they are written above.'
          : 'The first rule that matches a change gives its class. Numbers can be broken down and narrowed by it.'}
      </Text>
      {rules.length === 0 &&
        matches.length > 0 &&
        byClass.map((each) => <MatchLine key={each.title} title={each.title} matched={each.matched} />)}
      {rules.map((rule, index) => (
        <ClassRuleEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own
          key={index}
          rule={rule}
          position={index + 1}
          options={options}
          matched={of(index)}
          change={(next) => change(rules.map((each, at) => (at === index ? next : each)))}
          raise={index > 0 ? () => change(raised(rules, index)) : undefined}
          remove={() => change(rules.filter((_, at) => at !== index))}
        />
      ))}
      {other && <MatchLine title="Of no class" matched={other} />}
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...rules, NEW_RULE])}
        >
          Add class rule
        </Button>
        {rules.length === 0 && used.length > 0 && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPencil size={14} />}
            onClick={() => change(used)}
          >
            Edit these names
          </Button>
        )}
      </Group>
    </Section>
  );
}
