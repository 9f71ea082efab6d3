import { defined } from '../../../../../core/index.ts';
import { type Paragraph, readParagraphs } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { namesIn } from '../../deb/stanza.ts';
import type { Extraction, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';

const statusFields = new Set(['package', 'version', 'status', 'architecture', 'depends', 'provides']);
const controlFields = new Set(['package', 'version', 'license', 'source', 'sourcename', 'oe', 'maintainer']);

/** Files of a package are here in these states; in the last two only a script of its failed (opkg, `pkg.c`). */
const here = new Set(['installed', 'unpacked', 'half-configured', 'post-inst-failed', 'removal-failed']);
const gone = new Set(['not-installed', 'config-files']);

/** Text of a field that is kept: nobody's name is longer. */
const maxText = 200;

/** What a `control` file adds to the package that the database names. */
export interface ControlFacts {
  readonly name: string;
  readonly version: string;
  readonly licence?: string;
  readonly source?: string;
  readonly maintainer?: string;
}

/** Reads `status`: stanzas as dpkg's, with what opkg needs to know and little else. */
export function readStatus(text: string): Extraction {
  const packages: FoundPackage[] = [];
  const problems = new Problems();
  for (const { fields, line, malformed } of readParagraphs(text, statusFields)) {
    for (const bad of malformed) problems.add(`line ${bad} is no field, or one that was given before`);
    const [name, version] = [fields.get('package'), fields.get('version')];
    const state = fields.get('status')?.split(/\s+/)[2];
    if (state !== undefined && gone.has(state)) continue;
    if (!name || !version) problems.add(`the stanza at line ${line} has no ${name ? 'version' : 'name'}`);
    else if (state === undefined || !here.has(state))
      problems.add(`${name} ${version} at line ${line} ${state === undefined ? 'has no state' : `is only ${state}`}`);
    else packages.push({ ...packageOf(name, version, fields), ...(state === 'installed' ? {} : { state }) });
  }
  if (text !== '' && !text.endsWith('\n')) problems.add('it ends in the middle of a line: it was cut short');
  return { packages, files: [], problems: problems.list() };
}

function packageOf(name: string, version: string, fields: Paragraph['fields']): FoundPackage {
  const architecture = fields.get('architecture');
  const provides = namesIn(fields.get('provides')).flat();
  return {
    name,
    version,
    type: 'opkg',
    versionOrder: 'dpkg',
    purl: { name, ...(architecture ? { qualifiers: { arch: architecture } } : {}) },
    distributionPurl: true,
    ...defined({ architecture }),
    requires: namesIn(fields.get('depends')),
    ...(provides.length > 0 ? { provides } : {}),
  };
}

/** Reads `info/NAME.control`, the stanza that the package itself brought. OpenWrt names the source by `SourceName`, Yocto by `OE`, its recipe. */
export function readControl(text: string): readonly ControlFacts[] {
  const [stanza] = readParagraphs(text, controlFields);
  const said = (name: string): string | undefined => stanza?.fields.get(name)?.trim().slice(0, maxText) || undefined;
  const [name, version] = [said('package'), said('version')];
  if (name === undefined || version === undefined) return [];
  const source = said('sourcename') ?? said('oe');
  return [{ name, version, ...defined({ licence: said('license'), source, maintainer: said('maintainer') }) }];
}

/** The package with what its `control` file says. */
export function withControl(found: FoundPackage, { licence, source, maintainer }: ControlFacts): FoundPackage {
  return {
    ...found,
    // Yocto writes `&` and `|`, as its recipes do.
    ...(licence === undefined
      ? {}
      : { licences: [spdxLicence(licence.replaceAll('&', ' and ').replaceAll('|', ' or '))] }),
    ...(source === undefined ? {} : { source: { name: source, version: found.version } }),
    ...(maintainer === undefined ? {} : { origin: { maintainer } }),
  };
}
