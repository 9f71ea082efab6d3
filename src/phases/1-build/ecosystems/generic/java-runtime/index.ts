import { defined } from '../../../../../core/index.ts';
import { wholeOf } from '../../../../../foundations/formats/index.ts';
import { type Extraction, fromSource, nothing, type ToldFile } from '../../extractor.ts';

/** `NAME="value"`, as the build of OpenJDK writes it. */
const pair = /^([A-Z][A-Z0-9_]{0,60})="([^"\r\n]{0,4096})"\r?$/gm;
/** `17.0.15`, `1.8.0_392`, `25` (Java SE, `Runtime.Version`; before Java 9 in the old form). */
const release = /^\d[0-9A-Za-z._+-]{0,100}$/;

/** Names of processors as image indexes write them. */
const architectures: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['amd64', 'amd64'],
  ['aarch64', 'arm64'],
  ['i586', '386'],
  ['i686', '386'],
  ['ppc64le', 'ppc64le'],
  ['riscv64', 'riscv64'],
  ['s390x', 's390x'],
]);

/** Reads the file `release` at the top of a Java runtime; any other file of that name tells nothing. */
function readRelease(bytes: Uint8Array): Extraction {
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of new TextDecoder().decode(bytes).matchAll(pair)) values.set(name, value);
  const version = values.get('JAVA_VERSION');
  if (version === undefined || !release.test(version)) return nothing;
  const vendor = values.get('IMPLEMENTOR');
  const isGraal = values.has('GRAALVM_VERSION');
  const told = (name: string, of: string) => ({
    name,
    version: of,
    type: 'generic',
    versionOrder: 'maven',
    purl: { name },
    ...defined({
      architecture: architectures.get(values.get('OS_ARCH') ?? ''),
      os: values.get('OS_NAME')?.toLowerCase(),
    }),
    ...(vendor === undefined || vendor === '' ? {} : { origin: { vendor } }),
  });
  const graal = values.get('GRAALVM_VERSION') ?? '';
  return {
    ...nothing,
    packages: [told('openjdk', version), ...(isGraal && release.test(graal) ? [told('graalvm', graal)] : [])],
  };
}

const mostBytes = 64 * 1024;

/** The folder that a runtime is in, by one of its modules: `jmods/java.base.jmod` lies beside `release`. */
const runtimeOf = (module: string): string => module.split('/').slice(0, -2).join('/');

/** Modules of a runtime whose release is told are that; what others are nobody has said. */
function settleModules(files: readonly ToldFile[]): readonly ToldFile[] {
  const runtimes = new Set(
    files.flatMap(({ path, extraction }) => (extraction.packages.length > 0 ? [path.replace(/\/?release$/, '')] : [])),
  );
  return files
    .filter(({ path }) => path.endsWith('.jmod') && runtimes.has(runtimeOf(path)))
    .map(({ path, extraction }) => ({ path, extraction: { ...extraction, isSettled: true } }));
}

/** Java runtimes and development kits, by the file that says their release. */
export const javaRuntime = fromSource({
  id: 'java-runtime',
  version: 2,
  title: 'Java runtimes, by their file “release”',
  wanted: { anywhere: ['release', 'java.*.jmod', 'jdk.*.jmod'] },
  gives: ['architectures', 'origins'],
  isDatabase: false,
  yieldsToOwner: true,
  extractFrom: (path, source) =>
    path.endsWith('.jmod') || source.size > mostBytes ? nothing : readRelease(wholeOf(source)),
  join: settleModules,
});
