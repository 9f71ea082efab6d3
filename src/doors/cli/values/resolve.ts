import { SeaworthyError } from '../../../core/index.ts';
import type { Flag, ValueType } from '../catalogue/flag.ts';
import { originKinds, type SettingValue, type ValueLayer, type ValueReading, Values } from './values.ts';

/**
 * The value of each flag: the strongest layer that says anything says all of it, but maps are merged key by key, and what a project only adds stands
 * besides what its user says.
 * Throws `E_USAGE` with the place of a value that is not well formed.
 */
export function resolve(flags: readonly Flag[], layers: readonly ValueLayer[]): Values {
  const ordered = layers.toSorted((a, b) => originKinds.indexOf(a.kind) - originKinds.indexOf(b.kind));
  return new Values(
    flags.map((flag) => setting(flag, ordered)),
    () =>
      resolve(
        flags,
        ordered.filter(({ kind }) => kind !== 'flag'),
      ),
  );
}

function setting(flag: Flag, layers: readonly ValueLayer[]): SettingValue {
  const saying = yielding(flag, layers)
    .map(({ kind, readings }) => ({ kind, readings: readings.get(flag) ?? [] }))
    .filter(({ readings }) => readings.length > 0);
  const first = saying[0];
  if (first === undefined) return standard(flag);
  const isAdded = first.kind === 'project file' && flag.project?.may === 'add';
  const counting = isAdded ? saying : [first];
  const readings =
    flag.form === 'map'
      ? merged(saying.flatMap((layer) => layer.readings.toReversed()))
      : counting.flatMap((layer) => layer.readings);
  return { flag, value: readingValue(flag, readings), origin: first.kind, readings };
}

/** A project says where results go only where its user does not: a report that the user waits for must not go elsewhere. */
function yielding(flag: Flag, layers: readonly ValueLayer[]): readonly ValueLayer[] {
  const isUsers = layers.some(({ kind, readings }) => kind === 'user file' && readings.has(flag));
  if (flag.project?.may !== 'name files inside' || !isUsers) return layers;
  return layers.filter(({ kind }) => kind !== 'project file');
}

function standard(flag: Flag): SettingValue {
  if (flag.form === 'switch') return { flag, value: false, origin: 'default', readings: [] };
  if (flag.form !== 'value' || flag.default === undefined)
    return { flag, value: undefined, origin: 'default', readings: [] };
  const readings = [{ text: flag.default, where: 'default' }];
  return { flag, value: readingValue(flag, readings), origin: 'default', readings };
}

/** The strongest reading of each key, in the order of keys. They come strongest first. */
function merged(readings: readonly ValueReading[]): readonly ValueReading[] {
  const byKey = new Map<string, ValueReading>();
  for (const reading of readings) if (!byKey.has(reading.key ?? '')) byKey.set(reading.key ?? '', reading);
  return [...byKey.values()].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/** Checks and reads what was written. Also used for the settings of a file that this command does not need, so that mistakes come to light. */
export function readingValue(flag: Flag, readings: readonly ValueReading[]): unknown {
  const last = readings.at(-1);
  switch (flag.form) {
    case 'switch':
      return last === undefined ? false : readSwitch(flag, last);
    case 'value':
      return last === undefined ? undefined : read(flag, flag.type, last);
    case 'list':
      return readings.map((reading) => read(flag, flag.type, reading));
    case 'map':
      return new Map(readings.map((reading) => [reading.key ?? '', read(flag, flag.type, reading)]));
  }
}

function read(flag: Flag, type: ValueType<unknown>, reading: ValueReading): unknown {
  try {
    return type.parse(reading.text);
  } catch (cause) {
    throw notUnderstood(flag, reading, cause instanceof Error ? cause.message : 'something else');
  }
}

function readSwitch(flag: Flag, reading: ValueReading): boolean {
  const text = reading.text.toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(text)) return true;
  if (['false', '0', 'no', 'off'].includes(text)) return false;
  throw notUnderstood(flag, reading, 'true or false');
}

function notUnderstood(flag: Flag, reading: ValueReading, expected: string): SeaworthyError {
  const given = flag.sensitive ? 'a value' : JSON.stringify(reading.text.slice(0, 200));
  return new SeaworthyError('E_USAGE', `--${flag.name} wants ${expected}, not ${given}`, {
    ...(reading.where === `--${flag.name}` ? {} : { where: reading.where }),
    next: `See \`seaworthy help ${flag.name}\`.`,
  });
}
