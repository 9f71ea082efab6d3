import { asObject, field, isObject, loadYaml, readYamlText } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';

/** `hosted` is the public registry unless its address is another one. */
const sources: Readonly<Record<string, string>> = { git: 'git', path: 'local', sdk: 'sdk' };
const registries: ReadonlySet<string> = new Set([
  'https://pub.dev',
  'https://pub.dartlang.org',
  'http://pub.dartlang.org',
]);

function extract(path: string, bytes: Uint8Array): Extraction {
  const lock = asObject(readYamlText(bytes, path, { maxBytes: 8 * 1024 * 1024, maxTokens: 2_000_000 })[0], path);
  const listed = field(lock, 'packages');
  const problems = new Problems();
  const packages = (isObject(listed) ? Object.keys(listed) : []).flatMap((name): FoundPackage[] => {
    const entry = field(listed, name);
    const [version, asked, source] = ['version', 'dependency', 'source'].map((member) => field(entry, member));
    if (!/^[A-Za-z0-9_]{1,128}$/.test(name) || typeof version !== 'string' || !/^\S{1,256}$/.test(version)) {
      problems.add(`${name.slice(0, 100)} has no name and version of a package`);
      return [];
    }
    const from = takenFrom(source, field(field(entry, 'description'), 'url'));
    return [
      {
        name,
        version,
        type: 'pub',
        versionOrder: 'pub',
        purl: { name },
        ...(from === undefined ? {} : { origin: { takenFrom: from } }),
        ...(typeof asked === 'string' ? { direct: asked.startsWith('direct') } : {}),
        ...(asked === 'direct dev' ? { development: true as const } : {}),
      },
    ];
  });
  return { packages, files: [], problems: problems.list() };
}

function takenFrom(source: unknown, url: unknown): string | undefined {
  if (source === 'hosted') return typeof url === 'string' && !registries.has(url) ? 'registry' : undefined;
  return typeof source === 'string' && Object.hasOwn(sources, source) ? sources[source] : undefined;
}

/** What pub has locked (dart.dev, "Glossary", lockfile). What needs what it does not say, so that what development leads to counts as needed. */
export const pubLock: Extractor = {
  id: 'pub-lock',
  version: 1,
  title: 'Lock files of Dart and Flutter (pubspec.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['pubspec.lock'] },
  gives: ['origins'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  prepare: loadYaml,
  extract,
};
