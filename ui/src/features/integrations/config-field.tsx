import { Checkbox, JsonInput, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { Field } from '~/lib/schema';
import { Prose } from '~/ui/prose';

type Props = { field: Field; value: unknown; change: (value: unknown) => void };

/** One field of a connector's configuration. */
export function ConfigField({ field, value, change }: Props) {
  const common = {
    label: field.label,
    description: field.about ? <Prose text={field.about} /> : undefined,
    required: field.required,
    placeholder: field.example ?? undefined,
  };
  switch (field.kind) {
    case 'boolean':
      return (
        <Checkbox
          label={field.label}
          description={common.description}
          checked={value === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      );
    case 'number':
    case 'integer':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => change(next === '' ? null : Number(next))}
          allowDecimal={field.kind === 'number'}
          min={field.min}
          max={field.max}
          maw={320}
        />
      );
    case 'list':
      return (
        <TagsInput
          {...common}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={change}
          placeholder={
            Array.isArray(value) && value.length > 0 ? undefined : (field.example ?? 'Type and press Enter')
          }
          splitChars={[',', ' ', '\n']}
          acceptValueOnBlur
          clearable
        />
      );
    case 'lines':
      return (
        <Textarea
          {...common}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => change(event.currentTarget.value)}
          autosize
          maxRows={8}
          spellCheck={false}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={field.choices}
          value={typeof value === 'string' ? value : null}
          onChange={change}
          clearable={!field.required}
          maw={320}
        />
      );
    case 'json':
      return (
        <JsonInput
          {...common}
          value={typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value, null, 2)}
          onChange={change}
          onBlur={(event) => change(parsed(event.currentTarget.value))}
          autosize
          minRows={3}
          formatOnBlur
          validationError="This is not valid JSON"
        />
      );
    default:
      return (
        <TextInput
          {...common}
          type={field.kind === 'url' ? 'url' : 'text'}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}

/** JSON once it is complete; until then what was typed. */
function parsed(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
