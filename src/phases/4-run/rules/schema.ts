import { readPriority } from './items.ts';
import type { YamlTree } from './yaml-tree.ts';

/** What may stand in a place; `what` names it in the message. */
interface Shape {
  readonly what: string;
  readonly fits: (tree: YamlTree) => boolean;
}

const isText = (tree: YamlTree): boolean =>
  tree.kind === 'scalar' && (tree.quoted || !/^(?:true|false|[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)$/.test(tree.text));
const isFlag = (tree: YamlTree): boolean =>
  tree.kind === 'scalar' && !tree.quoted && /^(?:true|false)$/.test(tree.text);
const isCount = (tree: YamlTree): boolean => tree.kind === 'scalar' && !tree.quoted && /^[+-]?\d+$/.test(tree.text);
const isListOf =
  (fits: (tree: YamlTree) => boolean) =>
  (tree: YamlTree): boolean =>
    tree.kind === 'list' && tree.items.every(fits);

const text: Shape = { what: 'a text', fits: (tree) => isText(tree) || tree.kind === 'null' };
const flag: Shape = { what: 'true or false', fits: isFlag };
const count: Shape = { what: 'a whole number', fits: isCount };
const anything: Shape = { what: 'anything', fits: () => true };
const texts: Shape = { what: 'a list of texts', fits: isListOf(isText) };
const values: Shape = {
  what: 'a list of values',
  fits: isListOf((tree) => tree.kind === 'scalar' || tree.kind === 'list'),
};
const overriding = (tree: YamlTree): boolean => tree.kind === 'scalar' && /^(?:append|replace)$/.test(tree.text);
const overrides: Shape = {
  what: 'a map of append or replace',
  fits: (tree) => tree.kind === 'map' && [...tree.entries.values()].every(overriding),
};
const exceptionShapes: ReadonlyMap<string, Shape> = new Map([
  ['name', text],
  ['fields', anything],
  ['comps', anything],
  ['values', anything],
]);
const exceptions: Shape = {
  what: 'a list of exceptions',
  fits: isListOf(
    (tree) => tree.kind === 'map' && tree.entries.has('name') && misfits(tree, exceptionShapes, '').length === 0,
  ),
};
const priority: Shape = {
  what: 'a priority',
  fits: (tree) => tree.kind === 'scalar' && readPriority(tree.text) !== undefined,
};
const plugins: Shape = {
  what: 'a list of plug-ins with name and version',
  fits: isListOf((tree) => tree.kind === 'map' && tree.entries.has('name') && tree.entries.has('version')),
};

const itemShapes: ReadonlyMap<string, Shape> = new Map([
  ['required_engine_version', { what: 'a version', fits: (tree: YamlTree) => isText(tree) || isCount(tree) }],
  ['required_plugin_versions', plugins],
  ['macro', text],
  ['condition', text],
  ['list', text],
  ['items', values],
  ['rule', text],
  ['desc', text],
  ['enabled', flag],
  ['tags', texts],
  ['source', text],
  ['output', text],
  ['priority', priority],
  ['append', flag],
  ['override', overrides],
  ['exceptions', exceptions],
  ['capture', flag],
  ['capture_duration', count],
  ['warn_evttypes', flag],
  ['skip-if-unknown-filter', flag],
]);

function misfits(
  tree: Extract<YamlTree, { kind: 'map' }>,
  shapes: ReadonlyMap<string, Shape>,
  where: string,
): readonly string[] {
  return [...tree.entries].flatMap(([key, value]) => {
    const shape = shapes.get(key);
    if (shape === undefined) return [`${where}unknown key '${key}' (line ${value.at.line})`];
    return shape.fits(value) ? [] : [`${where}'${key}' is not ${shape.what} (line ${value.at.line})`];
  });
}

/**
 * Whether the files have the form that the schema of Falco's rules asks for (`--rule-schema`). This is advice and stops nothing: an empty list
 * means that all is well.
 */
export function schemaMisfits(documents: readonly YamlTree[]): readonly string[] {
  return documents.flatMap((document) => {
    if (document.kind === 'null') return [];
    if (document.kind !== 'list') return ['the document is not a list of items'];
    return document.items.flatMap((item) =>
      item.kind === 'map' ? misfits(item, itemShapes, '') : item.kind === 'null' ? [] : ['an item is not a map'],
    );
  });
}
