import { asObject, field, loadYaml, readYamlText } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { hackagePackage } from '../hackage-package.ts';

/** `NAME-VERSION[@sha256:…,SIZE]` (docs.haskellstack.org, "Pantry"). */
const hackage = /^([A-Za-z0-9-]{1,128})-([0-9.]{1,128})(?:@.*)?$/;

function extract(path: string, bytes: Uint8Array): Extraction {
  const lock = asObject(readYamlText(bytes, path)[0], path);
  const problems = new Problems();
  const listed = field(lock, 'packages');
  const packages = (Array.isArray(listed) ? listed : []).flatMap((one: unknown): FoundPackage[] => {
    const completed = field(one, 'completed');
    const text = field(completed, 'hackage');
    const [, name, version] = typeof text === 'string' ? (hackage.exec(text) ?? []) : [];
    const [ownName, ownVersion] = [field(completed, 'name'), field(completed, 'version')];
    const found =
      name !== undefined && version !== undefined
        ? hackagePackage(name, version)
        : typeof ownName === 'string' && typeof ownVersion === 'string'
          ? hackagePackage(ownName, ownVersion)
          : undefined;
    if (found === undefined) problems.add('a package without name and version');
    const from = field(completed, 'git') === undefined ? (text === undefined ? 'url' : undefined) : 'git';
    return found === undefined ? [] : [from === undefined ? found : { ...found, origin: { takenFrom: from } }];
  });
  const snapshots = field(lock, 'snapshots');
  if (Array.isArray(snapshots) && snapshots.length > 0)
    problems.add(
      'what is taken from the snapshot that it names stands in none of these files: scan what is built for the rest',
    );
  return { packages, files: [], problems: problems.list() };
}

/** What Stack has locked besides its snapshot. */
export const stackLock: Extractor = {
  id: 'stack-lock',
  version: 1,
  title: 'Lock files of Stack (stack.yaml.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['stack.yaml.lock'] },
  gives: ['origins'],
  maxBytes: 2 * 1024 * 1024,
  isDatabase: false,
  prepare: loadYaml,
  extract,
};
