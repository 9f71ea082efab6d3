import type { Flag } from '../catalogue/flag.ts';
import { flags } from '../catalogue/index.ts';

/** JSON Schema (2020-12) of the configuration file: `docs/schemas/config.schema.json`. */
export function configSchema(): Readonly<Record<string, unknown>> {
  const properties = flags
    .filter((flag) => flag.config !== undefined)
    .map((flag) => [flag.config, { description: `${flag.help}. ${flag.details}`, ...schemaOf(flag) }]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://seaworthy.dev/schemas/config.schema.json',
    title: 'Configuration file of Seaworthy',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

function schemaOf(flag: Flag): Readonly<Record<string, unknown>> {
  switch (flag.form) {
    case 'switch':
      return { type: 'boolean', default: false };
    case 'value':
      return flag.type.schema;
    case 'list':
      return { anyOf: [flag.type.schema, { type: 'array', items: flag.type.schema }] };
    case 'map':
      return { type: 'object', additionalProperties: flag.type.schema };
  }
}
