import { NumberInput, PasswordInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { ChannelField } from './kinds';

type Props = {
  field: ChannelField;
  value: unknown;
  stored: boolean;
  change: (value: unknown) => void;
};

export function ChannelFieldInput({ field, value, stored, change }: Props) {
  const common = { label: field.label, description: field.about, required: !field.optional && !stored };
  const text = typeof value === 'string' ? value : '';
  if (field.secret) {
    return (
      <PasswordInput
        {...common}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        placeholder={stored ? 'Stored; type a new one to replace it' : undefined}
        autoComplete="off"
      />
    );
  }
  if (field.kind === 'number') {
    return (
      <NumberInput
        {...common}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => change(next === '' ? null : Number(next))}
        allowDecimal={false}
        min={1}
        max={65_535}
        maw={160}
      />
    );
  }
  if (field.kind === 'choice') {
    return (
      <Select
        {...common}
        data={field.choices}
        value={text || null}
        onChange={change}
        allowDeselect={false}
        maw={220}
      />
    );
  }
  if (field.kind === 'list') {
    return (
      <TagsInput
        {...common}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={change}
        splitChars={[',', ' ', ';', '\n']}
        acceptValueOnBlur
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={field.kind === 'url' ? 'url' : 'text'}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
