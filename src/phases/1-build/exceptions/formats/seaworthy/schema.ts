import { findingKinds } from '../../../../../core/index.ts';
import type { exceptionKeys } from './index.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', pattern: '\\S' };
const texts = (description: string, items: Schema = text): Schema => ({
  type: 'array',
  minItems: 1,
  items,
  description,
});

const properties: Readonly<Record<(typeof exceptionKeys)[number], Schema>> = {
  ids: texts('Ids of findings, or other names of them: CVE-2026-1001, GHSA-…, dockerfile/root-user.'),
  kinds: texts('Kinds of findings that it is about. Without it all, but malware only where its own id is named.', {
    enum: [...findingKinds],
  }),
  packages: texts(
    'Packages: a package URL (with a version, that alone), or a name of a package or of the source that it was built from, with @VERSION or without.',
  ),
  paths: texts(
    'Where it was found: a path from the root of the target, and what is below it. * stays between two slashes, ** does not.',
  ),
  targets: texts(
    'Targets that it is about: a name as it is given to scan (without tag as well), or a digest of the image. * stays between two slashes, ** does not. Without it every target.',
  ),
  reason: { ...text, description: 'Why it is set aside.' },
  owner: { ...text, description: 'Who answers for that.' },
  expires: {
    ...text,
    description: 'The last day that it holds, to its end in UTC (2026-12-31), or a time (2026-12-31T12:00:00Z).',
  },
};

/** JSON Schema (2020-12) of a file of exceptions: `docs/schemas/exceptions.schema.json`. What decides is the reader. */
export function exceptionsSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://seaworthy.dev/schemas/exceptions.schema.json',
    title: 'Exceptions of Seaworthy: findings that are set aside',
    type: 'object',
    additionalProperties: false,
    required: ['version', 'exceptions'],
    properties: {
      version: { const: 1, description: 'The version of the format.' },
      exceptions: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['reason', 'owner', 'expires'],
          anyOf: [{ required: ['ids'] }, { required: ['packages'] }, { required: ['paths'] }],
          properties,
        },
      },
    },
  };
}
