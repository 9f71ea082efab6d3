import { ruleKinds } from '../rules/index.ts';
import { maxRules, modes, namespacesLeftAlone, unknowns, withoutRule } from './read-gate.ts';
import {
  type GateSchema,
  globsSchema,
  listSchema,
  mappingSchema,
  oneOfSchema,
  saying,
  textSchema,
} from './schema-parts.ts';

/** `[a, b]`, or `{ include: [a], exclude: [b] }`. */
const scope: GateSchema = { oneOf: [globsSchema, mappingSchema({ include: globsSchema, exclude: globsSchema })] };
const mode = saying('enforce refuses, warn lets pass and says so, audit only records.', oneOfSchema(modes));
const unknown = saying('What a fact does that cannot be had: refuse, or allow with a warning.', oneOfSchema(unknowns));

/** A rule: what every rule has, and exactly one of the kinds, each with its own schema. */
function ruleSchema(): GateSchema {
  const kinds = ruleKinds.map(({ key, title, schema }) => [key, saying(title, schema)] as const);
  const properties = {
    id: { type: 'string', pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$' },
    mode,
    unknown,
    images: saying('Repositories that the rule is about; all without it.', scope),
    namespaces: saying('Namespaces that the rule is about; all without it.', scope),
    ...Object.fromEntries(kinds),
  };
  return { ...mappingSchema(properties, ['id']), oneOf: kinds.map(([key]) => ({ required: [key] })) };
}

/** JSON Schema (2020-12) of a gate file: `docs/schemas/gate.schema.json`. Each kind of rule brings its own part. */
export function gateSchema(): GateSchema {
  const exception = mappingSchema(
    {
      rule: saying('Id of the rule.', textSchema),
      only: saying('Ids that are let pass; everything without it.', listSchema(textSchema)),
      images: globsSchema,
      namespaces: globsSchema,
      workloads: globsSchema,
      reason: textSchema,
      owner: textSchema,
      expires: saying('A day, which holds to its end in UTC, or a time.', textSchema),
    },
    ['rule', 'reason', 'owner', 'expires'],
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://seaworthy.dev/schemas/gate.schema.json',
    title: 'Gate of Seaworthy: what may run',
    ...mappingSchema(
      {
        gate: saying('The version of the format.', { const: 1 }),
        name: textSchema,
        cluster: saying('What the cluster is called.', { type: 'string', pattern: '^[!-~]{1,253}$' }),
        mode,
        unknown,
        namespaces: saying(
          `Namespaces that are judged. Without it all but ${namespacesLeftAlone.join(' and ')}.`,
          scope,
        ),
        imagesWithoutRule: saying('What happens to images that no rule is about.', oneOfSchema(withoutRule)),
        platforms: saying('Platforms of the nodes: linux/amd64.', listSchema(textSchema)),
        rules: { ...listSchema(ruleSchema()), maxItems: maxRules },
        exceptions: listSchema(exception, 0),
      },
      ['gate', 'rules'],
    ),
  };
}
