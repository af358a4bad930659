import type { AuthMethod, Connector } from '~/api/types';
import type { Config, Field } from './schema';

/** The method of authentication that a configuration chooses; the first one without a choice. */
export function methodOf(connector: Connector, config: Config): AuthMethod | undefined {
  return connector.auth.find((each) => each.id === config.auth) ?? connector.auth[0];
}

/** The fields of the form, without those that belong to another method of authentication. */
export function fieldsFor(connector: Connector, config: Config, fields: Field[]): Field[] {
  const chosen = methodOf(connector, config);
  const others = connector.auth.flatMap((method) => method.fields.map((field) => field.name));
  const own = chosen?.fields ?? [];
  return fields
    .filter((field) => !others.includes(field.name) || own.some((each) => each.name === field.name))
    .map((field) => ({
      ...field,
      required: field.required || own.some((each) => each.name === field.name && !each.optional),
    }));
}
