import { type ByteSource, wholeOf } from '../../../../../foundations/formats/index.ts';
import { type Extraction, nothing } from '../../extractor.ts';
import { coordinates, mavenPackage } from './coordinates.ts';
import { isRuntimeModule } from './places.ts';
import { readProperties } from './properties.ts';

const mostProperties = 64 * 1024;

/**
 * What a file tells that lies outside of an archive: the record of a package that was unpacked, an application of the web whose own classes have no name,
 * a module that is a part of a runtime. Undefined for archives.
 */
export function readLaidOpen(path: string, source: ByteSource): Extraction | undefined {
  const settled: Extraction = { ...nothing, isSettled: true };
  // Whether its runtime says what it is, only who reads runtimes knows (`generic/java-runtime`).
  if (isRuntimeModule(path)) return nothing;
  if (path.endsWith('web.xml')) {
    return {
      ...settled,
      unidentified: [{ what: 'Java web application laid open, whose own classes have no coordinates' }],
    };
  }
  if (!path.endsWith('pom.properties')) return undefined;
  if (source.size > mostProperties) return { ...nothing, problems: ['more than 64 KiB of properties: not read'] };
  const pairs = readProperties(wholeOf(source));
  const found = coordinates(pairs.get('groupId'), pairs.get('artifactId'), pairs.get('version'));
  if (found === undefined) return { ...nothing, problems: ['names no group, artifact and version'] };
  return { ...settled, packages: [mavenPackage(found)] };
}
