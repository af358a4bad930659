import { Select } from '@mantine/core';
import type { Filter } from '~/api/types';
import { OPERATORS } from './filters';

type Operator = Filter['operator'];

type Props = {
  /** What the field is called for those who cannot see where it stands. */
  label: string;
  value: Operator;
  change: (operator: Operator) => void;
};

const DATA = Object.entries(OPERATORS).map(([value, label]) => ({ value: value as Operator, label }));

/** How the values of a condition are compared. */
export function OperatorSelect({ label, value, change }: Props) {
  return (
    <Select
      aria-label={label}
      data={DATA}
      value={value}
      onChange={(operator) => operator && change(operator as Operator)}
      allowDeselect={false}
      w={160}
    />
  );
}
