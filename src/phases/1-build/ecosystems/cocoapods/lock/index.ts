import { SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, isObject, loadYaml, readYamlText } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';

const pod = /^([^\s()]{1,256}) \(([^\s()=<>~,]{1,256})\)$/;
const named = /^([^\s()]{1,256})(?: \(.*\))?$/s;

function extract(path: string, bytes: Uint8Array): Extraction {
  const lock = asObject(readYamlText(bytes, path, { maxBytes: 8 * 1024 * 1024, maxTokens: 2_000_000 })[0], path);
  const pods = field(lock, 'PODS');
  if (pods === undefined && field(lock, 'DEPENDENCIES') === undefined)
    throw new SeaworthyError('E_FORMAT', 'no lock file of CocoaPods', { where: path });
  const elsewhere = field(lock, 'EXTERNAL SOURCES');
  const problems = new Problems();
  const nodes = listOf(pods).flatMap((one): LockNode[] => {
    const [text, needs] = isObject(one) ? (Object.entries(one)[0] ?? []) : [one];
    const [, name, version] = typeof text === 'string' ? (pod.exec(text) ?? []) : [];
    if (name === undefined || version === undefined) {
      problems.add(`${String(text).slice(0, 100)} is no name and version of a pod`);
      return [];
    }
    return [
      {
        key: name,
        found: podPackage(name, version, field(elsewhere, rootOf(name))),
        needs: listOf(needs).flatMap(nameIn),
      },
    ];
  });
  const asked = listOf(field(lock, 'DEPENDENCIES')).flatMap(nameIn);
  return {
    packages: lockedPackages(nodes, { production: asked, development: [] }),
    files: [],
    problems: problems.list(),
  };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function nameIn(text: unknown): string[] {
  const [, name] = typeof text === 'string' ? (named.exec(text) ?? []) : [];
  return name === undefined ? [] : [name];
}

/** A part of a pod (`NAME/PART`) has the version of the pod. */
const rootOf = (name: string): string => name.split('/', 1)[0] ?? name;

function podPackage(name: string, version: string, source: unknown): FoundPackage {
  const root = rootOf(name);
  const part = name.slice(root.length + 1);
  const from = source === undefined ? undefined : field(source, ':git') === undefined ? 'local' : 'git';
  return {
    name,
    version,
    type: 'cocoapods',
    versionOrder: 'gem',
    purl: { name: root, ...(part === '' ? {} : { subpath: part }) },
    ...(from === undefined ? {} : { origin: { takenFrom: from } }),
  };
}

/** What CocoaPods has locked (guides.cocoapods.org, "What is Podfile.lock"); versions are those of RubyGems. */
export const podfileLock: Extractor = {
  id: 'podfile-lock',
  version: 1,
  title: 'Lock files of CocoaPods (Podfile.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['Podfile.lock'] },
  gives: ['dependencies', 'origins'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  prepare: loadYaml,
  extract,
};
