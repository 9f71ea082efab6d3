import { SeaworthyError } from '../../../../../core/index.ts';
import { field, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { isId, mavenPackage } from '../archive/coordinates.ts';

function extract(path: string, bytes: Uint8Array): Extraction {
  const lock = parseJson(bytes, path);
  const listed = field(lock, 'dependencies');
  if (!Array.isArray(listed))
    throw new SeaworthyError('E_FORMAT', 'no lock file of sbt: it has no dependencies', { where: path });
  const problems = new Problems();
  problems.form(field(lock, 'lockVersion'), 1);
  const packages = listed.flatMap((one: unknown): FoundPackage[] => {
    const [group, artifact, version, used] = ['org', 'name', 'version', 'configurations'].map((name) =>
      field(one, name),
    );
    if (
      typeof group !== 'string' ||
      typeof artifact !== 'string' ||
      typeof version !== 'string' ||
      !isId(group) ||
      !isId(artifact) ||
      !/^\S{1,256}$/.test(version)
    ) {
      problems.add('a dependency has no name and version');
      return [];
    }
    const found = mavenPackage({ group, artifact, version });
    const isForTests = Array.isArray(used) && used.length > 0 && used.every((one) => one === 'test');
    return [isForTests ? { ...found, development: true } : found];
  });
  return { packages, files: [], problems: problems.list() };
}

/** What the plug-in sbt-dependency-lock has locked. Who asks and what needs what it does not say. */
export const sbtLock: Extractor = {
  id: 'sbt-lock',
  version: 1,
  title: 'Lock files of sbt (build.sbt.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['build.sbt.lock'] },
  gives: [],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract,
};
