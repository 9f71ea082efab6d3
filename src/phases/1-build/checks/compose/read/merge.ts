import type { PlacedMap, PlacedValue, WrittenAt } from './placed.ts';

/* How Compose lays one file over another (Compose specification, "Merge"): mappings member by member, lists one behind the other, all else by the later one. */

type Way = readonly string[];

/** Ways, with a star for any name, whose value the later file replaces as a whole. */
const replaced = [
  ['services', '*', 'command'],
  ['services', '*', 'entrypoint'],
  ['services', '*', 'healthcheck', 'test'],
];
/** Lists of `NAME=value` or mappings, which are one and the same. */
const pairs = [
  ['services', '*', 'environment'],
  ['services', '*', 'labels'],
  ['services', '*', 'annotations'],
  ['services', '*', 'sysctls'],
  ['services', '*', 'deploy', 'labels'],
  ['services', '*', 'build', 'args'],
  ['services', '*', 'build', 'labels'],
];
/** Lists of names, or mappings of them. */
const names = [
  ['services', '*', 'depends_on'],
  ['services', '*', 'networks'],
];
/** One text, or a list of them. */
const lists = ['dns', 'dns_search', 'dns_opt', 'env_file', 'tmpfs'].map((name) => ['services', '*', name]);

const isOne = (ways: readonly Way[], way: Way): boolean =>
  ways.some((one) => one.length === way.length && one.every((step, index) => step === '*' || step === way[index]));

/** The value of `over` laid over that of `under`; `way` is where both stand in a file. */
export function merge(under: PlacedValue | undefined, over: PlacedValue, way: Way = []): PlacedValue | undefined {
  if (over.tag === 'reset') return undefined;
  const upper = shaped(over, way);
  if (under === undefined || over.tag === 'override') return settled(upper, way);
  const lower = shaped(under, way);
  if (isOne(replaced, way) || lower.kind !== upper.kind) return isNothing(upper) ? lower : settled(upper, way);
  if (lower.kind === 'list' && upper.kind === 'list') {
    const items = [...lower.items, ...upper.items];
    return { kind: 'list', at: lower.at, items: lastOfEach(items, way) };
  }
  if (lower.kind !== 'map' || upper.kind !== 'map') return isNothing(upper) ? lower : upper;
  if (way.at(-1) === 'logging' && isOtherDriver(lower, upper)) return settled(upper, way);
  const members = new Map(lower.members);
  for (const [name, value] of upper.members) {
    const merged = merge(members.get(name), value, [...way, name]);
    if (merged === undefined) members.delete(name);
    else members.set(name, merged);
  }
  return { kind: 'map', at: lower.at, members };
}

/** The value by itself: what is to be taken away is, and forms that mean the same are one. */
function settled(value: PlacedValue, way: Way): PlacedValue {
  const { tag: _, ...own } = shaped(value, way);
  const plain = own as PlacedValue;
  if (plain.kind === 'list') return { ...plain, items: plain.items.map((item) => settled(item, [...way, '*'])) };
  if (plain.kind !== 'map') return plain;
  const members = [...plain.members].filter(([, one]) => one.tag !== 'reset');
  return { ...plain, members: new Map(members.map(([name, one]) => [name, settled(one, [...way, name])])) };
}

/** A value by itself, as `merge` would leave it. */
export const alone = (value: PlacedValue, way: Way = []): PlacedValue => settled(value, way);

const isNothing = (value: PlacedValue): boolean => value.kind === 'scalar' && value.value === null;

function shaped(value: PlacedValue, way: Way): PlacedValue {
  if (way.length === 3 && way[2] === 'build' && value.kind === 'scalar' && value.value !== null)
    return { kind: 'map', at: value.at, ...tagOf(value), members: new Map([['context', withoutTag(value)]]) };
  if (isOne(lists, way) && value.kind === 'scalar' && value.value !== null)
    return { kind: 'list', at: value.at, ...tagOf(value), items: [withoutTag(value)] };
  if (value.kind !== 'list') return value;
  if (isOne(pairs, way)) return { ...asMap(value.at, value.items, pairOf), ...tagOf(value) };
  if (isOne(names, way)) return { ...asMap(value.at, value.items, nameOf), ...tagOf(value) };
  return value;
}

const tagOf = ({ tag }: PlacedValue): Pick<PlacedValue, 'tag'> => (tag === undefined ? {} : { tag });

function withoutTag(value: PlacedValue): PlacedValue {
  const { tag: _, ...rest } = value;
  return rest as PlacedValue;
}

type Named = (item: PlacedValue) => readonly [string, PlacedValue] | undefined;

function asMap(at: WrittenAt, items: readonly PlacedValue[], name: Named): PlacedMap {
  return {
    kind: 'map',
    at,
    members: new Map(items.flatMap((item) => [name(item)].filter((one) => one !== undefined))),
  };
}

/** `NAME=value`; a name alone takes its value from whoever starts the project, so that nothing of it stands here. */
const pairOf: Named = (item) => {
  if (item.kind !== 'scalar' || item.value === null) return undefined;
  const text = String(item.value);
  const equals = text.indexOf('=');
  if (equals < 0) return [text, { kind: 'scalar', at: item.at, value: null }];
  const value = text.slice(equals + 1);
  const written = item.filled?.written ?? text;
  const inFile = written.startsWith(text.slice(0, equals + 1)) ? written.slice(equals + 1) : '';
  const filled = { text: value, written: inFile, unknown: item.filled?.unknown ?? [] };
  return [text.slice(0, equals), { kind: 'scalar', at: item.at, value, filled }];
};

const nameOf: Named = (item) =>
  item.kind === 'scalar' && item.value !== null
    ? [String(item.value), { kind: 'scalar', at: item.at, value: null }]
    : undefined;

/** Lists in which a later entry takes the place of one that stands for the same: what is mounted at one place, and plain repetitions. */
function lastOfEach(items: readonly PlacedValue[], way: Way): readonly PlacedValue[] {
  const isMounts = way.length === 3 && way[0] === 'services' && ['volumes', 'devices'].includes(way[2] ?? '');
  const found = new Map<string, PlacedValue>();
  for (const [index, item] of items.entries())
    found.set((isMounts ? targetOf(item) : textOf(item)) ?? `\0${index}`, item);
  return [...found.values()];
}

const textOf = (item: PlacedValue): string | undefined =>
  item.kind === 'scalar' ? `${typeof item.value}:${String(item.value)}` : undefined;

function targetOf(item: PlacedValue): string | undefined {
  if (item.kind === 'map') {
    const target = item.members.get('target');
    return target?.kind === 'scalar' ? String(target.value) : undefined;
  }
  if (item.kind !== 'scalar') return undefined;
  const parts = String(item.value).split(':');
  return parts[1] ?? parts[0];
}

function isOtherDriver(lower: PlacedMap, upper: PlacedMap): boolean {
  const driver = ({ members }: PlacedMap): unknown => {
    const value = members.get('driver');
    return value?.kind === 'scalar' ? value.value : undefined;
  };
  return driver(upper) !== undefined && driver(upper) !== driver(lower);
}
