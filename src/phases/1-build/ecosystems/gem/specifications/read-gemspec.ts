import { SeaworthyError } from '../../../../../core/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import type { FoundPackage } from '../../extractor.ts';
import { type Assignments, type RubyValue, readRuby } from './ruby-text.ts';

/** RubyGems, "Gem::Specification" (`VALID_NAME_PATTERN`). */
const validName = /^[A-Za-z0-9._-]{1,200}$/;
const validVersion = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,127}$/;

/** Name, version and platform on the line that RubyGems itself reads to save the evaluation: `# stub: NAME VERSION PLATFORM PATHS`. */
const stub = /^# stub: (\S+) (\S+) (\S+)(?: |$)/;

interface Identity {
  readonly name: string;
  readonly version: string;
  readonly platform: string;
}

/** A specification, and what of it could not be told. */
export interface Gemspec {
  readonly found: FoundPackage;
  readonly note?: string;
}

/** The first of these members that is a text. */
function textOf(told: Assignments, ...members: readonly string[]): string | undefined {
  for (const member of members) {
    const value = told.members.get(member);
    const text = value === undefined ? undefined : resolved(value, told);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A text as it is, or that of a constant which the same file sets. */
function resolved(value: RubyValue, told: Assignments): string | undefined {
  if (value.texts.length > 0) return value.texts[0];
  return value.name === undefined ? undefined : told.constants.get(value.name);
}

function identityOf(path: string, text: string, told: Assignments): Identity {
  // What stands in the first lines; RubyGems looks no further.
  for (const line of text.split('\n', 4)) {
    const [, name = '', version = '', platform = ''] = stub.exec(line.trimEnd()) ?? [];
    if (validName.test(name) && validVersion.test(version)) return { name, version, platform };
  }
  const name = textOf(told, 'name');
  if (name === undefined || !validName.test(name)) {
    throw new SeaworthyError('E_FORMAT', 'not the specification of a gem', { where: path, why: 'it sets no name' });
  }
  const version = textOf(told, 'version') ?? '';
  return { name, version: validVersion.test(version) ? version : '', platform: textOf(told, 'platform') ?? 'ruby' };
}

/**
 * The gem of a specification as RubyGems writes it when it installs one (`Gem::Specification#to_ruby`; Bundler does the same with gems from git): a
 * statement a line, with plain texts. Nothing is evaluated: a version that another file of the gem holds stays unknown.
 */
export function readGemspec(path: string, text: string): Gemspec {
  const told = readRuby(text);
  const { name, version, platform } = identityOf(path, text, told);
  const licences = [...new Set(['licenses', 'license'].flatMap((member) => told.members.get(member)?.texts ?? []))];
  const isGit = path.includes('/bundler/gems/') || path.startsWith('bundler/gems/');
  const found: FoundPackage = {
    name,
    version,
    type: 'gem',
    versionOrder: 'gem',
    purl: { name, ...(platform === 'ruby' ? {} : { qualifiers: { platform } }) },
    ...(licences.length > 0 ? { licences: licences.map(spdxLicence) } : {}),
    ...(isGit ? { origin: { takenFrom: 'git' } } : {}),
    requires: [...told.needs].filter((need) => validName.test(need)).map((need) => [need]),
  };
  return version === '' ? { found, note: `the gem ${name} has its version in another file` } : { found };
}
