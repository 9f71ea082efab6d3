import { defined, nearest, SeaworthyError } from '../../core/index.ts';
import type { FieldArgument } from '../../foundations/languages/falco/index.ts';
import { captureSight, commonFields, jsonSight, ruleSources } from '../../phases/4-run/index.ts';

/** A field as rules may use it. */
export interface ListedField {
  readonly name: string;
  readonly type: string;
  /** Its value is a list: `in`, `intersects` and `exists` apply. */
  readonly list: boolean;
  /** `required` or `optional`, and what it is. */
  readonly argument?: string;
  /** May not stand in an output. */
  readonly filterOnly: boolean;
  /** Whether anything here gives it a value: a field without one makes every comparison false. */
  readonly given: boolean;
}

/** The fields of one source. */
export interface SourceFields {
  readonly source: string;
  readonly fields: readonly ListedField[];
}

/** The fields that rules may use, of one source or of all. Throws `E_USAGE` for a source that there is not. */
export function listFields(wanted?: string): readonly SourceFields[] {
  const names = ruleSources.map(({ name }) => name);
  if (wanted !== undefined && !names.includes(wanted)) {
    const similar = nearest(wanted, names);
    throw new SeaworthyError('E_USAGE', `no source of events is named ${JSON.stringify(wanted.slice(0, 100))}`, {
      next: similar === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${similar}?`,
    });
  }
  return ruleSources
    .filter(({ name }) => wanted === undefined || name === wanted)
    .map(({ name: source, catalogue }) => ({
      source,
      fields: catalogue.fields.map(({ name, type, list = false, argument, filterOnly = false }) => ({
        name,
        type,
        list,
        filterOnly,
        given: isGiven(source, name),
        ...defined({ argument: argument && argumentWords(argument) }),
      })),
    }));
}

const argumentWords = ({ required, form }: FieldArgument): string =>
  `${required ? 'required' : 'optional'} ${form.replaceAll('-', ' ')}`;

function isGiven(source: string, field: string): boolean {
  if (commonFields.has(field)) return true;
  const sight = source === 'syscall' ? captureSight : jsonSight[source];
  return sight?.gives?.(field, undefined, undefined) ?? true;
}
