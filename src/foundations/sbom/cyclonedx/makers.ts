import type { SourcePackage } from '../../../core/index.ts';

export type Properties = ReadonlyMap<string, string>;

/** Names under which makers of documents tell what CycloneDX has no member for, ours first; facts of what Trivy and Syft write. */
interface Maker {
  /** Name of the source package. */
  readonly source: string;
  readonly sourceVersion: string;
  /** Where it says no version it says that none is known; with others it is the package's. */
  readonly saysAll?: true;
  /** What belongs to the version besides: `epoch:version-release`. */
  readonly sourceEpoch?: string;
  readonly sourceRelease?: string;
  /** A file that proves the package. */
  readonly path?: RegExp;
  /** Marks a component that stands for a file or a kind of packages, and holds what was found in it. */
  readonly noPackage?: string;
}

const makers: readonly Maker[] = [
  { source: 'seaworthy:source:name', sourceVersion: 'seaworthy:source:version', saysAll: true },
  {
    source: 'aquasecurity:trivy:SrcName',
    sourceVersion: 'aquasecurity:trivy:SrcVersion',
    sourceEpoch: 'aquasecurity:trivy:SrcEpoch',
    sourceRelease: 'aquasecurity:trivy:SrcRelease',
    path: /^aquasecurity:trivy:FilePath$/,
    noPackage: 'aquasecurity:trivy:Class',
  },
  {
    source: 'syft:metadata:source',
    sourceVersion: 'syft:metadata:sourceVersion',
    path: /^syft:location:\d{1,5}:path$/,
  },
  { source: 'syft:metadata:originPackage', sourceVersion: '' },
];

/** The source package; `own` is the version of the package. */
export function sourceBy(properties: Properties, own: string): SourcePackage | undefined {
  for (const { source, sourceVersion, saysAll, sourceEpoch = '', sourceRelease = '' } of makers) {
    const name = properties.get(source);
    if (name === undefined || name === '') continue;
    const version = properties.get(sourceVersion);
    if (version === undefined || version === '') return { name, version: saysAll === true ? '' : own };
    const epoch = properties.get(sourceEpoch);
    const release = properties.get(sourceRelease);
    const before = epoch === undefined || epoch === '' || epoch === '0' ? '' : `${epoch}:`;
    return { name, version: `${before}${version}${release ? `-${release}` : ''}` };
  }
  return undefined;
}

export function pathsBy(properties: Properties): string[] {
  return [...properties].filter(([name]) => makers.some(({ path }) => path?.test(name))).map(([, path]) => path);
}

/** Whether a component without a package URL is the maker's heading over what it found, and no software. */
export const isNoPackage = (properties: Properties): boolean =>
  makers.some(({ noPackage }) => noPackage !== undefined && properties.has(noPackage));
