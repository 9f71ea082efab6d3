import { childrenOf, type FalcoNode, holds } from '../../../../foundations/languages/falco/index.ts';
import { type CompiledRule, EventView } from '../../rules/index.ts';
import { runtimeTypes, sensorFields } from './runtime-event.ts';

/** Rules that events of the sensor cannot meet, wholly or in part. */
export interface RulesOutOfSight {
  /** Of other sources, or about events that the sensor does not tell. */
  readonly never: readonly string[];
  /** Rules that ask for fields without a value here; every comparison with such a field is false. */
  readonly partly: readonly string[];
  /** Those fields, sorted. */
  readonly fields: readonly string[];
}

const anyEvent = { source: 'syscall', time: 0n, type: 'execve', get: () => undefined } as const;

/** What is lost when these rules judge events of the sensor, so that their silence is not taken for peace. */
export function rulesOutOfSight(rules: readonly CompiledRule[]): RulesOutOfSight {
  const common = new EventView().of(anyEvent);
  const isTold = (field: string): boolean => sensorFields.has(field) || common.get(field) !== undefined;
  const never: string[] = [];
  const partly: string[] = [];
  const fields = new Set<string>();
  for (const { name, source, eventTypes, condition } of rules) {
    if (source !== 'syscall' || !runtimeTypes.some((type) => holds(eventTypes, type))) {
      never.push(name);
      continue;
    }
    const missing = [...fieldsOf(condition)].filter((field) => !isTold(field));
    if (missing.length > 0) partly.push(name);
    for (const field of missing) fields.add(field);
  }
  return { never, partly, fields: [...fields].sort() };
}

/** Names of the fields on the left of comparisons and inside of transformers. Macros are in place already. */
function fieldsOf(condition: FalcoNode): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<FalcoNode>();
  const open: FalcoNode[] = [condition];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // Bodies of macros are shared: each is looked at once.
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'field') found.add(node.name);
    open.push(...childrenOf(node));
  }
  return found;
}
