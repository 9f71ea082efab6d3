import { plainCommand } from '../../../../../core/index.ts';
import { field, isObject, loadToml, readToml, type TextEdit } from '../../../../../foundations/formats/index.ts';
import { versionOrder } from '../../../../../foundations/versions/index.ts';
import { lowestOf, raisedRange } from '../../ranges.ts';
import { type AskedVersion, linesOf, oneByOne, type Writer, written } from '../../writer.ts';

const tables = ['dependencies', 'dev-dependencies', 'dev_dependencies', 'build-dependencies', 'build_dependencies'];
const order = versionOrder('semver');
const longestLine = 10_000;

/** `[dependencies]`, `[target.X.dependencies]`, `[workspace.dependencies]`, and `[dependencies.NAME]` for one. */
const header =
  /^\s*\[\s*((?:target\.(?:'[^']*'|"[^"]*"|[\w-]+)\.|workspace\.)?)([\w-]+)(?:\.["']?([\w-]+)["']?)?\s*\]\s*(?:#.*)?$/;
const direct = /^\s*["']?([\w-]+)["']?\s*(?:\.\s*version\s*)?=\s*(["'])([^"'\\]*)\2\s*(?:#.*)?$/d;
const inline = /^\s*["']?([\w-]+)["']?\s*=\s*\{/;
const inlineVersion = /[{,]\s*version\s*=\s*(["'])([^"'\\]*)\1/d;
const inlineName = /[{,]\s*package\s*=\s*["']([\w-]+)["']/;

interface Place extends AskedVersion {
  readonly start: number;
}

/** Where versions stand in it; those of tables of one crate are of the name of the table, unless `package` says another. */
function* places(text: string): Iterable<Place> {
  let isTable = false;
  let single: string | undefined;
  let renamed: string | undefined;
  let waiting: Place | undefined;
  const flush = (): Place[] => {
    const told = waiting === undefined ? [] : [{ ...waiting, name: renamed ?? waiting.name }];
    waiting = undefined;
    renamed = undefined;
    return told;
  };
  for (const { start, line } of linesOf(text)) {
    if (line.length > longestLine) continue;
    if (/^\s*\[/.test(line)) {
      yield* flush();
      const [, , table, name] = header.exec(line) ?? [];
      isTable = table !== undefined && tables.includes(table);
      single = isTable ? name : undefined;
      continue;
    }
    if (!isTable) continue;
    const match = direct.exec(line);
    if (match !== null) {
      const [, key = '', , version = ''] = match;
      const from = start + (match.indices?.[3]?.[0] ?? 0);
      if (single === undefined) yield { name: key, version, start: from };
      else if (key === 'version') waiting = { name: single, version, start: from };
      else if (key === 'package') renamed = version;
      continue;
    }
    const [, key] = inline.exec(line) ?? [];
    const within = inlineVersion.exec(line);
    if (single !== undefined || key === undefined || within === null) continue;
    const name = inlineName.exec(line)?.[1] ?? key;
    yield { name, version: within[2] ?? '', start: start + (within.indices?.[2]?.[0] ?? 0) };
  }
  yield* flush();
}

/** Manifests of crates. Which versions the ranges mean stands in `Cargo.lock`. */
export const cargoToml: Writer = {
  id: 'cargo-toml',
  title: 'Cargo.toml',
  type: 'cargo',
  isFile: (path) => /(?:^|\/)Cargo\.toml$/.test(path),
  prepare: loadToml,
  lock: ({ name, installed, to }) => plainCommand`cargo update -p ${name}@${installed} --precise ${to}`,
  asks: oneByOne((path, text) => {
    const value = readToml(new TextEncoder().encode(text), path);
    const targets = field(value, 'target');
    const around = [value, field(value, 'workspace'), ...(isObject(targets) ? Object.values(targets) : [])];
    return around.flatMap((table) =>
      tables.flatMap((member) => {
        const wanted = field(table, member);
        if (!isObject(wanted)) return [];
        return Object.entries(wanted).flatMap(([key, spec]): AskedVersion[] => {
          const range = typeof spec === 'string' ? spec : field(spec, 'version');
          const name = field(spec, 'package');
          if (typeof range !== 'string') return [];
          return [{ name: typeof name === 'string' ? name : key, version: lowestOf(range) ?? '' }];
        });
      }),
    );
  }),
  write(_path, text, { name, to }) {
    const edits: TextEdit[] = [];
    let why: string | undefined;
    let isSettled = false;
    for (const place of places(text)) {
      if (place.name !== name) continue;
      const lowest = lowestOf(place.version);
      const raised = raisedRange(place.version, to, 'caret');
      if (lowest !== undefined && order !== undefined && order.compare(lowest, to) >= 0) isSettled = true;
      else if (raised === undefined)
        why = `it asks for ${place.version.slice(0, 100)}, which is no range that can be raised`;
      else edits.push({ start: place.start, end: place.start + place.version.length, text: raised });
    }
    if (why !== undefined) return { why };
    return edits.length === 0 && isSettled
      ? { isSettled }
      : written(edits, 'it does not ask for it in a version', true);
  },
};
