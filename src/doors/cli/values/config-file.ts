import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { nearest, SeaworthyError } from '../../../core/index.ts';
import type { Flag } from '../catalogue/flag.ts';
import { flags } from '../catalogue/index.ts';
import { readingValue } from './resolve.ts';
import type { OriginKind, ValueLayer, ValueReading } from './values.ts';

/**
 * What a configuration file says. Everything in it is checked, also what this command does not need. `file` names it in messages.
 * Throws `E_USAGE` with the line of what is not understood.
 */
export function configLayer(text: string, file: string, kind: OriginKind): ValueLayer {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  const placeOf = (node: unknown): string => place((node as Node | null)?.range?.[0] ?? 0);

  const broken = document.errors[0];
  if (broken) throw problem(`this is not YAML: ${broken.message}`, place(broken.pos[0]));
  const readings = new Map<Flag, readonly ValueReading[]>();
  if (document.contents === null) return { kind, readings };
  if (!isMap(document.contents))
    throw problem('a configuration file holds `key: value` pairs', placeOf(document.contents));

  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const flag = flags.find(({ config }) => config === name);
    if (!flag) throw unknownKey(name, placeOf(key));
    const found = readingsOf(flag, value, placeOf, placeOf(key));
    readingValue(flag, found);
    readings.set(flag, found);
  }
  return { kind, readings };
}

function readingsOf(
  flag: Flag,
  value: unknown,
  placeOf: (node: unknown) => string,
  placeOfKey: string,
): readonly ValueReading[] {
  const scalar = (node: unknown): string => {
    if (isScalar(node) && ['string', 'number', 'boolean'].includes(typeof node.value)) return String(node.value);
    throw problem(`${flag.config} wants ${shape[flag.form]}`, node === null ? placeOfKey : placeOf(node));
  };
  if (flag.form === 'map') {
    if (!isMap(value)) throw problem(`${flag.config} wants ${shape.map}`, placeOfKey);
    return value.items.map((item) => ({
      key: scalar(item.key),
      text: scalar(item.value),
      where: placeOf(item.value),
    }));
  }
  if (flag.form === 'list' && isSeq(value)) {
    return value.items.map((item) => ({ text: scalar(item), where: placeOf(item) }));
  }
  return [{ text: scalar(value), where: value === null ? placeOfKey : placeOf(value) }];
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
