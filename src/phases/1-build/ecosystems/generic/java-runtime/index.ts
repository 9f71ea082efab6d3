import { defined } from '../../../../../core/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';

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

/** Java runtimes and development kits, by the file that says their release. */
export const javaRuntime: Extractor = {
  id: 'java-runtime',
  version: 1,
  title: 'Java runtimes, by their file “release”',
  wanted: { anywhere: ['release'] },
  gives: ['architectures', 'origins'],
  maxBytes: 64 * 1024,
  isDatabase: false,
  yieldsToOwner: true,
  extract: (_path, bytes) => readRelease(bytes),
};
