import type { PackageOrigin } from '../../../../core/index.ts';
import { defined } from '../../../../core/index.ts';
import type { Paragraph } from '../../../../foundations/formats/index.ts';
import type { FoundPackage } from '../extractor.ts';

/** The fields of a stanza that we use, for `readParagraphs`. */
export const stanzaFields: ReadonlySet<string> = new Set([
  'package',
  'status',
  'version',
  'architecture',
  'multi-arch',
  'source',
  'maintainer',
  'vendor',
  'origin',
  'bugs',
  'pre-depends',
  'depends',
  'provides',
]);

/**
 * What the third word of `Status` says is here of a package (dpkg(1), "Package states"). In `unpacked`, `half-configured` and the two states of triggers
 * only scripts have not run yet: its files are all here. In `config-files` and `not-installed` none that runs is. What is `half-installed`, or in a
 * state that nobody knows, may have some: then the state.
 */
export function presenceOf(status: string | undefined): 'here' | 'gone' | { readonly state: string | undefined } {
  const state = status?.split(/\s+/)[2];
  if (state === undefined) return { state };
  return here.has(state) ? 'here' : gone.has(state) ? 'gone' : { state };
}

/** The state of a package whose files are here and whose scripts have not all run; none of one that is installed, or of which no state is told. */
export function stateOf(status: string | undefined): { readonly state?: string } {
  const state = status?.split(/\s+/)[2];
  return state === undefined || state === 'installed' || !here.has(state) ? {} : { state };
}

const here = new Set(['installed', 'triggers-awaited', 'triggers-pending', 'unpacked', 'half-configured']);
const gone = new Set(['not-installed', 'config-files']);

/**
 * `Source` names the source package when its name is another, and in brackets its version when that is another (a rebuild `+b1` of the same
 * source): `glibc`, `gcc-12 (12.2.0-14)`. Without the field both are those of the package (Debian Policy 5.6.1).
 */
export function sourceOf(field: string | undefined, name: string, version: string): { name: string; version: string } {
  const bracket = field?.indexOf('(') ?? -1;
  if (field === undefined || bracket < 0) return { name: field?.trim() || name, version };
  const end = field.indexOf(')', bracket);
  const stated = field.slice(bracket + 1, end < 0 ? undefined : end).trim();
  return { name: field.slice(0, bracket).trim() || name, version: stated || version };
}

/** The package of a stanza; a sentence when it lacks what a package must have. */
export function packageOf({ fields, line }: Paragraph): FoundPackage | string {
  const name = fields.get('package');
  const version = fields.get('version');
  if (!name) return `the stanza at line ${line} has no Package field`;
  if (!version) return `${name} at line ${line} has no Version field`;
  const architecture = fields.get('architecture');
  return {
    name,
    version,
    type: 'deb',
    versionOrder: 'dpkg',
    purl: { name: name.toLowerCase(), ...(architecture ? { qualifiers: { arch: architecture } } : {}) },
    distributionPurl: true,
    ...(architecture ? { architecture } : {}),
    source: sourceOf(fields.get('source'), name, version),
    ...stateOf(fields.get('status')),
    ...originOf(fields),
    ...relationsOf(fields),
  };
}

/** Text of a field that is kept: nobody's name is longer. */
const maxText = 200;

/** Who made it (deb-control(5)); `Vendor` is no field of Debian's and is written by builders of single packages. */
function originOf(fields: Paragraph['fields']): { readonly origin?: PackageOrigin } {
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => fields.get(name)?.trim().slice(0, maxText)).find((value) => value);
  const [maintainer, vendor, bugs] = [text('maintainer'), text('vendor', 'origin'), text('bugs')];
  const origin = {
    ...defined({ maintainer, vendor, bugs }),
  };
  return Object.keys(origin).length === 0 ? {} : { origin };
}

/** Far more relations than any package has. */
const maxRelations = 2_000;

/** Names in a list of relations: parted by commas, alternatives by bars; versions, architectures and profiles go (Debian Policy 7.1). opkg's may have capitals. */
export function namesIn(field: string | undefined): string[][] {
  return (field ?? '')
    .split(',', maxRelations)
    .map((need) =>
      need.split('|', maxRelations).flatMap((one) => /^\s*([A-Za-z0-9][A-Za-z0-9.+_-]*)/.exec(one)?.[1] ?? []),
    )
    .filter((names) => names.length > 0);
}

/** What it needs and what it stands in for (Debian Policy 7.2 and 7.5). */
function relationsOf(fields: Paragraph['fields']): Pick<FoundPackage, 'requires' | 'provides'> {
  const provides = namesIn(fields.get('provides')).flat();
  return {
    requires: [...namesIn(fields.get('pre-depends')), ...namesIn(fields.get('depends'))],
    ...(provides.length > 0 ? { provides } : {}),
  };
}
