import { nearest, SeaworthyError } from '../../../core/index.ts';
import { type FieldPath, isObject, readYaml, type YamlDocument } from '../../../foundations/formats/index.ts';
import type { Flag } from '../catalogue/flag.ts';
import { flags } from '../catalogue/index.ts';
import { readingValue } from './resolve.ts';
import type { OriginKind, ValueLayer, ValueReading } from './values.ts';

/**
 * What a configuration file says. Everything in it is checked, also what this command does not need. `file` names it in messages.
 * Throws `E_USAGE` with the line of what is not understood.
 */
export async function configLayer(text: string, file: string, kind: OriginKind): Promise<ValueLayer> {
  const [document, second] = await readDocuments(text, file);
  const readings = new Map<Flag, readonly ValueReading[]>();
  if (document === undefined) return { kind, readings };
  if (second !== undefined)
    throw problem('a configuration file is one document, and here begins a second', `${file}:${second.start.line}`);
  if (!isObject(document.value))
    throw problem('a configuration file holds `key: value` pairs', `${file}:${document.start.line}`);

  for (const [name, value] of Object.entries(document.value)) {
    const place: Place = {
      key: `${file}:${document.keyPositionOf([name]).line}`,
      of: (path) => `${file}:${document.positionOf([name, ...path]).line}`,
    };
    const flag = flags.find(({ config }) => config === name);
    if (!flag) throw unknownKey(name, place.key);
    const found = readingsOf(flag, value, place);
    readingValue(flag, found);
    readings.set(flag, found);
  }
  return { kind, readings };
}

async function readDocuments(text: string, file: string): Promise<readonly YamlDocument[]> {
  try {
    return await readYaml(Buffer.from(text), file);
  } catch (cause) {
    if (!(cause instanceof SeaworthyError)) throw cause;
    throw problem(cause.code === 'E_LIMIT' ? cause.message : `this is not YAML: ${cause.why}`, cause.where ?? file);
  }
}

/** Where a key stands, and the values below it. */
interface Place {
  readonly key: string;
  readonly of: (path: FieldPath) => string;
}

function readingsOf(flag: Flag, value: unknown, place: Place): readonly ValueReading[] {
  const scalar = (value: unknown, path: FieldPath): string => {
    if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
    throw problem(`${flag.config} wants ${shape[flag.form]}`, value === null ? place.key : place.of(path));
  };
  if (flag.form === 'map') {
    if (!isObject(value)) throw problem(`${flag.config} wants ${shape.map}`, place.key);
    return Object.entries(value).map(([key, item]) => ({ key, text: scalar(item, [key]), where: place.of([key]) }));
  }
  if (flag.form === 'list' && Array.isArray(value)) {
    return value.map((item: unknown, index) => ({ text: scalar(item, [index]), where: place.of([index]) }));
  }
  return [{ text: scalar(value, []), where: value === null ? place.key : place.of([]) }];
}

const shape = {
  switch: 'true or false',
  value: 'one value',
  list: 'a value or a list of values',
  map: 'a map of names to values',
} as const;

function unknownKey(name: string, where: string): SeaworthyError {
  const keys = flags.map(({ config }) => config).filter((key) => key !== undefined);
  const similar = nearest(name, keys);
  return problem(`there is no setting ${JSON.stringify(name.slice(0, 100))}`, where, {
    next: similar === undefined ? 'docs/configuration.md lists the settings.' : `Did you mean ${similar}?`,
  });
}

function problem(what: string, where: string, detail: { readonly next?: string } = {}): SeaworthyError {
  return new SeaworthyError('E_USAGE', what, {
    where,
    next: detail.next ?? 'docs/configuration.md shows how it is written.',
  });
}
