import { type RuleContext, refuse } from './problems.ts';
import type { YamlMap, YamlTree } from './yaml-tree.ts';

/** The member, when it is there. A member without a value is there. */
export const member = (item: YamlMap, key: string): YamlTree | undefined => item.entries.get(key);

function scalar(item: YamlMap, key: string, context: RuleContext): string | undefined {
  const value = member(item, key);
  if (value === undefined) return undefined;
  if (value.kind === 'null') refuse(`Mapping for key '${key}' is empty`, context);
  const place = context.inside('value for', key, value.at);
  if (value.kind !== 'scalar') refuse('Value is not a scalar value', place);
  if (value.text === '') refuse('Value must be non-empty', place);
  return value.text;
}

/** A text that may be missing. */
export const optionalText = scalar;

/** A text that must be there. */
export function text(item: YamlMap, key: string, context: RuleContext): string {
  return scalar(item, key, context) ?? refuse(`Item has no mapping for key '${key}'`, context);
}

const words = new Map([
  ...['true', 'yes', 'on', 'y'].map((word): [string, boolean] => [word, true]),
  ...['false', 'no', 'off', 'n'].map((word): [string, boolean] => [word, false]),
]);

/** A truth value that may be missing, in the words of YAML 1.1. */
export function optionalFlag(item: YamlMap, key: string, context: RuleContext): boolean | undefined {
  const value = scalar(item, key, context);
  if (value === undefined) return undefined;
  const uniform = value === value.toLowerCase() || value === value.toUpperCase() || /^[A-Z][a-z]+$/.test(value);
  const flag = uniform ? words.get(value.toLowerCase()) : undefined;
  return (
    flag ?? refuse("Can't decode YAML scalar value", context.inside('value for', key, member(item, key)?.at ?? item.at))
  );
}

/** A whole number from 0 that may be missing. */
export function optionalCount(item: YamlMap, key: string, context: RuleContext): number | undefined {
  const value = scalar(item, key, context);
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  return refuse("Can't decode YAML scalar value", context.inside('value for', key, member(item, key)?.at ?? item.at));
}

/** A sequence of texts; `undefined` when it is missing. */
export function optionalTexts(item: YamlMap, key: string, context: RuleContext): readonly string[] | undefined {
  const value = member(item, key);
  if (value === undefined) return undefined;
  const place = context.inside('value for', key, value.at);
  if (value.kind !== 'list') refuse('Value is not a sequence', place);
  return value.items.map((entry) => {
    if (entry.kind === 'scalar') return entry.text;
    return refuse('sequence value is not scalar', place.inside('list item', '', entry.at));
  });
}
