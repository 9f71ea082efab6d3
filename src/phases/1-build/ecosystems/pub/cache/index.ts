import { SeaworthyError } from '../../../../../core/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';

const validName = /^[a-z_][a-z0-9_]{0,127}$/;
const maxNeeds = 2_000;

/** No name and no version is longer. */
const longest = 300;

/** A plain value of the outermost map, in quotes or none; a remark may stand behind it. */
function scalar(lines: readonly string[], name: string): string | undefined {
  const line = lines.find((one) => one.startsWith(`${name}:`));
  if (line === undefined || line.length > longest) return undefined;
  const value = line.slice(name.length + 1).trim();
  const quote = value[0] ?? '';
  if (quote === '"' || quote === "'") return value.slice(1, Math.max(1, value.indexOf(quote, 1)));
  const remark = value.indexOf(' #');
  return (remark < 0 ? value : value.slice(0, remark)).trim();
}

/** The names below `dependencies:`: lines that are indented as the first one is. */
function needsOf(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => /^dependencies:\s*$/.test(line));
  const names: string[] = [];
  let indent: string | undefined;
  for (const line of start < 0 ? [] : lines.slice(start + 1)) {
    const said = line.trim();
    if (said === '' || said.startsWith('#')) continue;
    const [, blanks = '', name] = /^([ ]+)([a-z_][a-z0-9_]*):/.exec(line) ?? [];
    if (!/^\s/.test(line) || names.length >= maxNeeds) break;
    indent ??= blanks;
    if (name !== undefined && blanks === indent) names.push(name);
  }
  return names;
}

function readPubspec(path: string, bytes: Uint8Array): Extraction {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const [name, version] = [scalar(lines, 'name'), scalar(lines, 'version')];
  if (name === undefined || !validName.test(name) || version === undefined || !/^\S{1,128}$/.test(version)) {
    throw new SeaworthyError('E_FORMAT', 'not the specification of a Dart package', {
      where: path,
      why: 'no name or no version',
    });
  }
  const found = {
    name,
    version,
    type: 'pub',
    versionOrder: 'pub',
    purl: { name },
    requires: needsOf(lines).map((one) => [one]),
  };
  return { ...nothing, packages: [found] };
}

/** Dart packages where pub puts them and Dart runs them from. A program that was compiled tells nothing of what it was made of. */
export const pubCache: Extractor = {
  id: 'pub-cache',
  version: 1,
  title: 'Dart packages in the cache that Dart runs from',
  wanted: { anywhere: ['hosted/*/*/pubspec.yaml'] },
  gives: ['dependencies'],
  maxBytes: 1024 * 1024,
  isDatabase: false,
  requirements: { scope: (path) => path.split('/').slice(0, -2).join('/') },
  extract: readPubspec,
};
