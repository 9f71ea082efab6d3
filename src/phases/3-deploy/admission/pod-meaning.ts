import { canonicalJsonOfAny, field, isObject, type JsonObject } from '../../../foundations/formats/index.ts';
import { type PodShape, podSpec } from './pod-shape.ts';

/** Annotations by which older Kubernetes set what is a field now (AppArmor until 1.30, seccomp until 1.27). */
const meaningful = /^(?:container\.)?(?:apparmor|seccomp)\.security\./;

/**
 * What a pod means to a gate, as one text: two pods of one text are the same to every rule, so that what already runs may be labelled, scaled, resized, moved
 * and ended whatever the gate has come to say since. `pod` is an object with the pod's `metadata` and `spec`. Never throws.
 */
export function podMeaning(pod: unknown): string {
  const metadata = field(pod, 'metadata');
  const annotations = field(metadata, 'annotations');
  const told = isObject(annotations)
    ? Object.entries(annotations).filter(([name, value]) => meaningful.test(name) && !isNothing(value))
    : [];
  // A text or a list where an object belongs is neither none nor empty.
  const odd = [pod, metadata, annotations].filter((value) => !isNothing(value) && !isObject(value));
  return canonicalJsonOfAny([meant(field(pod, 'spec'), podSpec), Object.fromEntries(told), odd]);
}

/** Null is how an API client writes that a field is not there; the gate's own readers take it so too. */
const isNothing = (value: unknown): boolean => value === undefined || value === null;

/** A value without what means nothing; undefined when nothing is left. */
function meant(value: unknown, shape: PodShape): unknown {
  if (isNothing(value)) return undefined;
  if (Array.isArray(value)) return meantList(value, shape);
  if (!isObject(value)) return value;
  return meantObject(value, shape);
}

function meantList(value: readonly unknown[], { items, keys }: PodShape): unknown {
  if (value.length === 0 && items !== undefined) return undefined;
  // An item that is null is an item: it never goes away.
  const meantItems = value.map((item) => meant(item, items ?? {}) ?? null);
  return keys === undefined ? meantItems : sorted(meantItems, keys);
}

/** Items in the order of what they are known by, as long as each is known by something of its own. */
function sorted(items: readonly unknown[], keys: readonly string[]): readonly unknown[] {
  const keyed = items.map((item) => ({ item, key: canonicalJsonOfAny(keys.map((key) => field(item, key))) }));
  if (new Set(keyed.map(({ key }) => key)).size < keyed.length) return items;
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}

function meantObject(value: JsonObject, shape: PodShape): unknown {
  const { members = {}, ignored = [], optional = false } = shape;
  const defaults = { ...shape.defaults, ...shape.fillsIn?.(value) };
  const kept = Object.entries(value).flatMap(([name, member]) => {
    if (ignored.includes(name)) return [];
    const inner = meant(member, (Object.hasOwn(members, name) ? members[name] : undefined) ?? {});
    const isDefault = Object.hasOwn(defaults, name) && canonicalJsonOfAny(inner) === canonicalJsonOfAny(defaults[name]);
    return inner === undefined || isDefault ? [] : [[name, inner] as const];
  });
  return kept.length === 0 && optional ? undefined : Object.fromEntries(kept);
}
