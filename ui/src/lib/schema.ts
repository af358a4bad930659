/** Reads a connector's JSON schema as the fields of a form. */

export type FieldKind =
  | 'text'
  | 'url'
  | 'boolean'
  | 'number'
  | 'integer'
  | 'list'
  | 'choice'
  | 'json'
  | 'lines';

export type Field = {
  name: string;
  label: string;
  about: string | null;
  kind: FieldKind;
  required: boolean;
  initial: unknown;
  choices: string[];
  example: string | null;
  min?: number;
  max?: number;
};

type Schema = { [key: string]: unknown };

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Follows references into `$defs` and looks through "or null". */
function resolve(schema: Schema, root: Schema): Schema {
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), root);
    const { $ref: _, ...own } = schema;
    return isObject(target) ? { ...resolve(target, root), ...own } : own;
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const options = (Array.isArray(schema[key]) ? schema[key] : []).filter(isObject);
    const real = options.filter((option) => option.type !== 'null');
    if (real.length === 1 && real[0]) {
      const { [key]: _, ...own } = schema;
      return { ...resolve(real[0], root), ...own };
    }
  }
  return schema;
}

function typeOf(schema: Schema): string | undefined {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.find((type): type is string => typeof type === 'string' && type !== 'null');
}

/** `enum`, or `oneOf` constants as schemars writes documented variants. */
function choicesOf(schema: Schema): string[] {
  if (Array.isArray(schema.enum)) return schema.enum.filter((each) => typeof each === 'string');
  const options = Array.isArray(schema.oneOf) ? schema.oneOf.filter(isObject) : [];
  return options.flatMap((option) => (typeof option.const === 'string' ? [option.const] : choicesOf(option)));
}

function kindOf(schema: Schema, root: Schema): FieldKind {
  if (choicesOf(schema).length > 0) return 'choice';
  switch (typeOf(schema)) {
    case 'boolean':
      return 'boolean';
    case 'integer':
      return 'integer';
    case 'number':
      return 'number';
    case 'string':
      return schema.format === 'uri' ? 'url' : schema.format === 'lines' ? 'lines' : 'text';
    case 'array': {
      const items = isObject(schema.items) ? resolve(schema.items, root) : {};
      return typeOf(items) === 'string' ? 'list' : 'json';
    }
    default:
      return 'json';
  }
}

/** `fetch_pull_requests` reads `Fetch pull requests`. */
export function labelOf(name: string): string {
  const words = name.replaceAll(/[_-]/g, ' ');
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  return label === 'Url' ? 'URL' : label;
}

export function fieldsOf(root: Schema): Field[] {
  const required = Array.isArray(root.required) ? root.required : [];
  const properties = isObject(root.properties) ? root.properties : {};
  return Object.entries(properties)
    .filter((entry): entry is [string, Schema] => isObject(entry[1]))
    .map(([name, raw]) => {
      const schema = resolve(raw, root);
      const kind = kindOf(schema, root);
      const examples = Array.isArray(schema.examples) ? schema.examples : [];
      return {
        name,
        label: typeof raw.title === 'string' ? raw.title : labelOf(name),
        about: typeof schema.description === 'string' ? schema.description : null,
        kind,
        required: required.includes(name),
        initial: schema.default ?? (kind === 'list' ? [] : kind === 'boolean' ? false : null),
        choices: choicesOf(schema),
        example: examples.length > 0 ? String(examples[0]) : null,
        min: typeof schema.minimum === 'number' ? schema.minimum : undefined,
        max: typeof schema.maximum === 'number' ? schema.maximum : undefined,
      };
    });
}

export type Config = { [name: string]: unknown };

/** What a new form starts with. */
export function initialConfig(fields: Field[], saved: Config = {}): Config {
  return Object.fromEntries(fields.map((field) => [field.name, saved[field.name] ?? field.initial]));
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

/** What is sent: fields left empty are left to the connector. */
export function filledConfig(fields: Field[], config: Config): Config {
  const known = fields.filter((field) => !isEmpty(config[field.name]));
  return Object.fromEntries(known.map((field) => [field.name, config[field.name]]));
}

/** Labels of required fields that are still empty. */
export function missingFields(fields: Field[], config: Config): string[] {
  return fields
    .filter((field) => field.required && field.kind !== 'boolean')
    .filter((field) => {
      const value = config[field.name];
      return isEmpty(value) || (Array.isArray(value) && value.length === 0);
    })
    .map((field) => field.label);
}
