import { defined } from '../../../../core/index.ts';
import { spdxLicence } from '../../../../foundations/sbom/index.ts';
import type { FoundPackage } from '../extractor.ts';

/** What is told of a package of the kind, wherever it stands. */
export interface RpmFacts {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  /** Absent and 0 are the same (rpm-version(7)). */
  readonly epoch?: number | undefined;
  readonly architecture?: string | undefined;
  /** File name of the source package: `openssl-3.0.7-27.el9.src.rpm`. */
  readonly sourceRpm?: string | undefined;
  readonly licence?: string | undefined;
  readonly vendor?: string | undefined;
  readonly packager?: string | undefined;
  readonly homepage?: string | undefined;
  /** Which module it was built for: `nodejs:18:9020020230825081254:rhel9`. */
  readonly moduleLabel?: string | undefined;
}

/** Text of a field that is kept: nobody's name is longer. */
const maxText = 200;

/** What rpm prints, and some tools keep, for a field that is not there. */
const said = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' || text === '(none)' ? undefined : text.trim().slice(0, maxText);

/**
 * A package from what is told of it. Its version is `epoch:version-release`, without an epoch of 0. The purl has the module in the qualifier by which Red Hat and
 * Clair name it.
 */
export function rpmPackage(facts: RpmFacts): FoundPackage {
  const version = evr(facts.epoch, `${facts.version}-${facts.release}`);
  const architecture = said(facts.architecture);
  const source = sourceOf(facts, version);
  const moduleLabel = said(facts.moduleLabel);
  const origin = defined({
    maintainer: said(facts.packager),
    vendor: said(facts.vendor),
    homepage: said(facts.homepage),
  });
  const licence = said(facts.licence);
  return {
    name: facts.name,
    version,
    type: 'rpm',
    versionOrder: 'rpm',
    purl: { name: facts.name, qualifiers: defined({ arch: architecture, rpmmod: moduleLabel }) },
    distributionPurl: true,
    ...defined({ architecture, source }),
    ...(Object.keys(origin).length === 0 ? {} : { origin }),
    ...(licence === undefined ? {} : { licences: [spdxLicence(licence)] }),
  };
}

const evr = (epoch: number | undefined, rest: string): string => (epoch ? `${epoch}:${rest}` : rest);

/**
 * The source package, by its file name, which has no epoch. What is built from it in its own version has its epoch; of a package in another version nobody
 * can say: then the version stays without one, which here does not mean 0.
 */
function sourceOf(facts: RpmFacts, version: string): FoundPackage['source'] {
  const [, name, ofSource] = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(said(facts.sourceRpm) ?? '') ?? [];
  if (name === undefined || ofSource === undefined) return undefined;
  return { name, version: ofSource === `${facts.version}-${facts.release}` ? version : ofSource };
}

/** Keys of whoever signs packages, which rpm keeps among the packages. */
export const isKey = (name: string): boolean => name === 'gpg-pubkey';
