import type { Document, LineCounter, Node, Pair } from 'yaml';
import type { YamlPath, YamlPosition } from './place.ts';
import { isMergeKey, keyText } from './to-value.ts';

type Yaml = typeof import('yaml');

/** Where the value at the path begins, or its key; where the deepest value on the way begins when the path leads nowhere. */
export function positionAt(
  yaml: Yaml,
  document: Document.Parsed,
  lines: LineCounter,
  path: YamlPath,
  key: boolean,
): YamlPosition {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const found = stepInto(yaml, document, node, step);
    if (found === undefined) break;
    const last = index === path.length - 1;
    offset = (last && key ? startOf(found.key) : undefined) ?? startOf(found.value) ?? startOf(found.key) ?? offset;
    node = found.value;
  }
  const at = lines.linePos(offset);
  return { line: Math.max(at.line, 1), column: Math.max(at.col, 1) };
}

const startOf = (node: unknown): number | undefined => (node as Partial<Node> | null | undefined)?.range?.[0];

/** The member or item that a step leads to, through aliases and merged mappings. */
function stepInto(
  yaml: Yaml,
  document: Document.Parsed,
  from: unknown,
  step: string | number,
  hops = 0,
): { readonly key?: unknown; readonly value: unknown } | undefined {
  if (hops > 16) return undefined;
  const node = yaml.isAlias(from) ? from.resolve(document) : from;
  if (yaml.isSeq(node)) {
    const value: unknown = typeof step === 'number' ? node.items[step] : undefined;
    return value === undefined ? undefined : { value };
  }
  if (!yaml.isMap(node)) return undefined;
  const pairs = node.items as readonly Pair[];
  const own = pairs.find(({ key }) => !isMergeKey(key) && keyText(yaml, key) === String(step));
  if (own !== undefined) return own;
  for (const { value } of pairs.filter(({ key }) => isMergeKey(key))) {
    const sources = yaml.isSeq(value) ? value.items : [value];
    for (const source of sources) {
      const found = stepInto(yaml, document, source, step, hops + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
