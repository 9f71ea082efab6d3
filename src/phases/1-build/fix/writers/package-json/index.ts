import { field, isObject, parseJson, type TextEdit } from '../../../../../foundations/formats/index.ts';
import { versionOrder } from '../../../../../foundations/versions/index.ts';
import { lowestOf, raisedRange } from '../../ranges.ts';
import { type AskedVersion, oneByOne, type Writer, written } from '../../writer.ts';
import { memberStrings } from './member-strings.ts';

const sections = ['dependencies', 'optionalDependencies', 'devDependencies'] as const;
const order = versionOrder('semver');

/** How each tool brings its lock file in step with the manifest. */
const lockCommands: ReadonlyMap<string, string> = new Map([
  ['package-lock.json', 'npm install --package-lock-only'],
  ['npm-shrinkwrap.json', 'npm install --package-lock-only'],
  ['yarn.lock', 'yarn install'],
  ['pnpm-lock.yaml', 'pnpm install --lockfile-only'],
  ['bun.lock', 'bun install --lockfile-only'],
]);

/** `npm:NAME@RANGE` asks for NAME under another name. */
function meant(key: string, spec: string): { readonly name: string; readonly range: string } {
  const [, name, range] = /^npm:(@?[^@]+)@(.*)$/s.exec(spec) ?? [];
  return name === undefined || range === undefined ? { name: key, range: spec } : { name, range };
}

/** Manifests of Node projects: the ranges that they ask for themselves. Which versions those mean stands in a lock file. */
export const packageJson: Writer = {
  id: 'package-json',
  title: 'package.json',
  type: 'npm',
  isFile: (path) => /(?:^|\/)package\.json$/.test(path),
  lock: (_wish, proof) => lockCommands.get(proof.slice(proof.lastIndexOf('/') + 1)),
  asks: oneByOne((path, text) => {
    const value = parseJson(new TextEncoder().encode(text), path);
    return sections.flatMap((section) => {
      const wanted = field(value, section);
      if (!isObject(wanted)) return [];
      return Object.entries(wanted).flatMap(([key, spec]): AskedVersion[] => {
        if (typeof spec !== 'string') return [];
        const { name, range } = meant(key, spec);
        return [{ name, version: lowestOf(range) ?? '' }];
      });
    });
  }),
  write(_path, text, { name, to }) {
    const edits: TextEdit[] = [];
    let why: string | undefined;
    let isSettled = false;
    for (const { path, value, raw, start } of memberStrings(text)) {
      const [section, key, ...deeper] = path;
      if (key === undefined || deeper.length > 0 || !(sections as readonly string[]).includes(section ?? '')) continue;
      const asked = meant(key, value);
      if (asked.name !== name) continue;
      const lowest = lowestOf(asked.range);
      const raised = raisedRange(asked.range, to, 'any patch');
      if (lowest !== undefined && order !== undefined && order.compare(lowest, to) >= 0) isSettled = true;
      else if (raised === undefined || raw !== value)
        why = `it asks for ${JSON.stringify(value).slice(0, 100)}, which is no range that can be raised`;
      else {
        const from = start + raw.length - asked.range.length;
        edits.push({ start: from, end: start + raw.length, text: raised });
      }
    }
    // A range of several that cannot be raised would keep the old version.
    if (why !== undefined) return { why };
    return edits.length === 0 && isSettled ? { isSettled } : written(edits, 'it does not ask for it', true);
  },
};
