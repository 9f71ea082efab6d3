import { type FailsafeDocuments, parseFailsafe } from '../../../foundations/formats/index.ts';
import { LoadFailure, RuleContext } from './problems.ts';

/** A place in the file, from 1. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * YAML with the text of every scalar as it was written: `0777` and `yes` mean what the place they stand in makes of them. `quoted` tells text
 * that is certainly text. An empty scalar, `~` and `null` are `null`.
 */
export type YamlTree =
  | { readonly kind: 'null'; readonly at: YamlPlace }
  | { readonly kind: 'scalar'; readonly at: YamlPlace; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'list'; readonly at: YamlPlace; readonly items: readonly YamlTree[] }
  | { readonly kind: 'map'; readonly at: YamlPlace; readonly entries: ReadonlyMap<string, YamlTree> };

export type YamlMap = Extract<YamlTree, { kind: 'map' }>;

/** Bounds on a rules file. */
export const yamlLimits = {
  bytes: 16 * 1024 * 1024,
  tokens: 1_000_000,
  nodes: 400_000,
  documents: 10_000,
  depth: 32,
} as const;

type Yaml = typeof import('yaml');

/** The documents of a rules file. Throws `LoadFailure` with the place when it is no YAML or crosses a bound. */
export async function readYamlTrees(text: string, context: RuleContext): Promise<readonly YamlTree[]> {
  if (text.length > yamlLimits.bytes) throw failure(`the file is larger than ${yamlLimits.bytes} bytes`, context);
  const yaml = await import('yaml');
  const { documents, placeOf: at } = await parseFailsafe(text, {
    maxTokens: yamlLimits.tokens,
    maxDocuments: yamlLimits.documents,
    fault: (why, place) => failure(why, context, place === undefined ? undefined : placeOf(place)),
    tooMuch: (what) => failure(what, context),
  });
  const converter = new Converter(yaml, at, context);
  return documents.map((document) => converter.tree(document.contents, 0));
}

function failure(message: string, context: RuleContext, at?: YamlPlace): LoadFailure {
  const where =
    at === undefined ? context : new RuleContext(context.file, [{ itemType: 'rules content', itemName: '', ...at }]);
  const place = at === undefined ? '' : ` at line ${at.line}, column ${at.column}`;
  return new LoadFailure('LOAD_ERR_YAML_PARSE', `${message}${place}`, where);
}

const placeOf = ({ line, col }: { readonly line: number; readonly col: number }): YamlPlace => ({
  line: Math.max(line, 1),
  column: Math.max(col, 1),
});

class Converter {
  readonly #yaml: Yaml;
  readonly #at: FailsafeDocuments['placeOf'];
  readonly #context: RuleContext;
  readonly #anchors = new Map<string, unknown>();
  readonly #open = new Set<unknown>();
  #nodes = 0;

  constructor(yaml: Yaml, at: FailsafeDocuments['placeOf'], context: RuleContext) {
    this.#yaml = yaml;
    this.#at = at;
    this.#context = context;
  }

  tree(node: unknown, depth: number): YamlTree {
    this.#nodes += 1;
    if (this.#nodes > yamlLimits.nodes) throw failure('YAML of too many values', this.#context);
    if (depth > yamlLimits.depth) throw failure(`YAML nested deeper than ${yamlLimits.depth} levels`, this.#context);
    const yaml = this.#yaml;
    const at = this.#place(node);
    if (yaml.isAlias(node)) return this.tree(this.#target(node.source, at), depth);
    if (yaml.isScalar(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      const text = String(node.value ?? '');
      const plain = node.type === 'PLAIN' || node.type === undefined || node.type === null;
      return plain && /^(?:~|null|Null|NULL)?$/.test(text)
        ? { kind: 'null', at }
        : { kind: 'scalar', at, text, quoted: !plain };
    }
    if (!yaml.isMap(node) && !yaml.isSeq(node)) return { kind: 'null', at };
    if (node.anchor) this.#anchors.set(node.anchor, node);
    if (this.#open.has(node)) throw failure('an alias contains itself', this.#context, at);
    this.#open.add(node);
    const tree = yaml.isMap(node) ? this.#map(node.items, at, depth) : this.#list(node.items, at, depth);
    this.#open.delete(node);
    return tree;
  }

  #list(items: readonly unknown[], at: YamlPlace, depth: number): YamlTree {
    return { kind: 'list', at, items: items.map((item) => this.tree(item, depth + 1)) };
  }

  /** Where a key comes twice, the first counts, as in Falco. */
  #map(pairs: readonly { readonly key: unknown; readonly value: unknown }[], at: YamlPlace, depth: number): YamlTree {
    const entries = new Map<string, YamlTree>();
    for (const { key, value } of pairs) {
      const name = this.tree(key, depth + 1);
      const tree = value === null ? { kind: 'null' as const, at: name.at } : this.tree(value, depth + 1);
      const text = name.kind === 'scalar' ? name.text : '';
      if (!entries.has(text)) entries.set(text, tree);
    }
    return { kind: 'map', at, entries };
  }

  #target(name: string, at: YamlPlace): unknown {
    const node = this.#anchors.get(name);
    if (node === undefined) throw failure(`there is no anchor ${JSON.stringify(name)} before it`, this.#context, at);
    return node;
  }

  #place(node: unknown): YamlPlace {
    const range = (node as { readonly range?: readonly number[] | null } | null | undefined)?.range;
    return placeOf(this.#at(range?.[0] ?? 0));
  }
}
