import type { JsonObject } from '../../../../foundations/formats/index.ts';
import type { FieldInfo, FieldValue } from '../../../../foundations/languages/falco/index.ts';
import { memberAt, memberAtPointer, membersAt, textOf, textsOf } from './json-path.ts';

/** Takes the value of a field out of an event. */
export type JsonReader = (event: JsonObject, argument: string | undefined) => FieldValue | undefined;

/** A field of the events of a source. */
export interface JsonField {
  readonly info: FieldInfo;
  /** Absent where a plug-in makes the value of what is not in the event: the field exists, and never has a value here. */
  readonly read?: JsonReader;
}

/** A source whose events are JSON objects: all that is known of it. */
export interface JsonSource {
  /** As `source` of a rule names it. */
  readonly name: string;
  /** What its events are, in a sentence: `Kubernetes audit events`. */
  readonly title: string;
  /** The plug-in of Falco that knows the same events, and the version whose fields these are. */
  readonly plugin: { readonly name: string; readonly version: string };
  readonly fields: readonly JsonField[];
  /** The events in a document; `undefined` where the document is none of this source. */
  eventsIn(document: JsonObject): readonly unknown[] | undefined;
  /** When it happened: the text of a date (RFC 3339), or nothing where it does not say. */
  timeOf(event: JsonObject): unknown;
}

const field = (name: string, traits: Omit<FieldInfo, 'name' | 'type'>, read: JsonReader): JsonField => ({
  info: { name, type: 'string', ...traits },
  read,
});

/** Text at a path. */
export function textField(name: string, ...keys: readonly string[]): JsonField {
  return field(name, {}, (event) => {
    const value = memberAt(event, keys);
    return value === undefined ? undefined : textOf(value);
  });
}

/** Text that is worked out. */
export const computedField = (name: string, read: (event: JsonObject) => FieldValue | undefined): JsonField =>
  field(name, {}, read);

/** Text that needs an argument. */
export const keyedField = (name: string, read: (event: JsonObject, key: string) => FieldValue | undefined): JsonField =>
  field(name, { argument: { required: true, form: 'key' } }, (event, key) =>
    key === undefined ? undefined : read(event, key),
  );

/** A whole number that is worked out. */
export const countField = (name: string, read: (event: JsonObject) => FieldValue | undefined): JsonField => ({
  info: { name, type: 'integer' },
  read,
});

/** A list of the texts of an array. */
export function listField(name: string, ...keys: readonly string[]): JsonField {
  return field(name, { list: true }, (event) => textsOf(memberAt(event, keys)));
}

/** A list that is worked out. */
export const computedList = (name: string, read: (event: JsonObject) => readonly string[] | undefined): JsonField =>
  field(name, { list: true }, read);

/** A list that an index may narrow to what belongs to one element. */
export function indexedList(
  name: string,
  read: (event: JsonObject, index: number | undefined) => readonly string[] | undefined,
): JsonField {
  return field(name, { list: true, argument: { required: false, form: 'index' } }, (event, argument) => {
    const found = read(event, argument === undefined ? undefined : Number(argument));
    return found === undefined || found.length === 0 ? undefined : found;
  });
}

/** All texts at a path through arrays; elements without a value are left out. */
export const valuesField = (name: string, ...keys: readonly string[]): JsonField =>
  indexedList(name, (event, index) => textsOf(membersAt(event, keys, index)));

/** A field that a plug-in of Falco works out of what is not in the event. */
export const untoldField = (name: string, traits: Omit<FieldInfo, 'name' | 'type'> = {}): JsonField => ({
  info: { name, type: 'string', ...traits },
});

/** Fields of every event that is JSON (Falco's plug-in `json`, and its older names). */
export const jsonFields: readonly JsonField[] = ['json', 'jevt'].flatMap((prefix) => [
  keyedField(`${prefix}.value`, (event, pointer) => {
    const value = memberAtPointer(event, pointer);
    return value === undefined ? undefined : textOf(value);
  }),
  computedField(`${prefix}.obj`, (event) => JSON.stringify(event)),
]);
