import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { fileName } from '../../near.ts';
import { Problems } from '../../problems.ts';
import { isId, mavenPackage } from '../archive/coordinates.ts';

/** Configurations that only tests and the build itself use. */
const forDevelopment =
  /^(?:test|.*test|androidTest|.*(?:Test|UnitTest|AndroidTest)(?:Compile|Runtime|Implementation|Annotation|Fixtures).*|test[A-Z].*|annotationProcessor|.*AnnotationProcessor.*|checkstyle|pmd|spotbugs|jacoco.*|ktlint|detekt)$/;

/** Of a configuration; longer names are no usual ones. */
const longestName = 200;

function extract(path: string, bytes: Uint8Array): Extraction {
  const problems = new Problems();
  const packages = new Map<string, FoundPackage>();
  const isOfBuild = fileName(path).startsWith('buildscript');
  let isLock = false;
  let number = 0;
  for (const line of new TextDecoder().decode(bytes).split(/\r\n|\n|\r/)) {
    number++;
    const text = line.trim();
    isLock ||= text.startsWith('#') || text === 'empty' || text.startsWith('empty=');
    if (text === '' || text.startsWith('#') || text === 'empty' || text.startsWith('empty=')) continue;
    const [coordinates = '', configurations = ''] = text.split('=', 2);
    const [group = '', artifact = '', version = '', more] = coordinates.split(':');
    if (!isId(group) || !isId(artifact) || !/^[^\s:=]{1,256}$/.test(version) || more !== undefined) {
      problems.add(`line ${number} is not understood`);
      continue;
    }
    isLock = true;
    const used = configurations
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
    const isForDevelopment =
      isOfBuild || (used.length > 0 && used.every((one) => one.length <= longestName && forDevelopment.test(one)));
    const found = mavenPackage({ group, artifact, version });
    packages.set(coordinates, isForDevelopment ? { ...found, development: true } : found);
  }
  if (!isLock) throw new SeaworthyError('E_FORMAT', 'no lock file of Gradle', { where: path });
  return { packages: [...packages.values()], files: [], problems: problems.list() };
}

/** What Gradle has locked (docs.gradle.org, "Locking Versions"): one file a project, or one a configuration. Who asks and what needs what it does not say. */
export const gradleLock: Extractor = {
  id: 'gradle-lock',
  version: 1,
  title: 'Lock files of Gradle (gradle.lockfile)',
  evidence: 'declared',
  wanted: { anywhere: ['gradle.lockfile', 'buildscript-gradle.lockfile', 'gradle/dependency-locks/*.lockfile'] },
  gives: [],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract,
};
