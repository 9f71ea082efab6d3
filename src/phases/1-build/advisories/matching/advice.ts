import type { Fix } from '../../../../core/index.ts';
import type { FixState } from './fix.ts';

/**
 * How a fixed version is got, by package type. `{name}` and `{version}` are put in; the version is the lowest fixed one. An entry with a `name`
 * is for that package alone and stands before the entry of its type.
 */
interface UpgradeWords {
  readonly type: string;
  readonly name?: string;
  readonly words: string;
  /** What the tool wants before a version and the records leave out. */
  readonly versionPrefix?: string;
}

const upgradeWords: readonly UpgradeWords[] = [
  { type: 'apk', words: 'Run `apk upgrade {name}` to get {version} or later.' },
  { type: 'deb', words: 'Run `apt-get install --only-upgrade {name}` to get {version} or later.' },
  { type: 'rpm', words: 'Run `dnf upgrade {name}` to get {version} or later.' },
  { type: 'alpm', words: 'Run `pacman -Syu` to get {name} {version} or later.' },
  {
    type: 'npm',
    words: 'Require {name} {version} or later; by "overrides" in package.json where another package brings it.',
  },
  { type: 'pypi', words: 'Require {name}>={version}.' },
  { type: 'golang', name: 'stdlib', words: 'Rebuild with Go {version} or later.' },
  { type: 'golang', name: 'toolchain', words: 'Rebuild with Go {version} or later.' },
  { type: 'golang', words: 'Run `go get {name}@{version}` and rebuild.', versionPrefix: 'v' },
  { type: 'cargo', words: 'Run `cargo update -p {name}` to get {version} or later and rebuild.' },
  { type: 'gem', words: 'Run `bundle update {name}` to get {version} or later.' },
  { type: 'composer', words: 'Run `composer update {name}` to get {version} or later.' },
  { type: 'maven', words: 'Set the version of {name} to {version} or later and rebuild.' },
  { type: 'nuget', words: 'Reference {name} {version} or later and rebuild.' },
];

const otherUpgradeWords = 'Upgrade {name} to {version} or later.';

/** What to do where there is no version to upgrade to. */
const stateWords: Readonly<Record<Exclude<Fix['state'], 'fixed'>, string>> = {
  unfixed: 'There is no fixed version yet: remove {name} if it is not needed, or wait for one.',
  'wont-fix': 'No fix will come, says its maker: remove {name} if it is not needed, or replace it.',
  'end-of-life': 'Nobody looks after this release any more: move to a supported one.',
  unknown: 'The source names no version of {name} without it: read the advisory before you upgrade.',
};

const laterWords = 'Upgrade {name} to a version after {version}: that is the last one known to be affected.';

/** One pass over the template, so that braces in a name or version from the input stay what they are. */
function fill(words: string, values: Readonly<{ name: string; version: string }>): string {
  return words.replace(/\{(name|version)\}/g, (_, key: 'name' | 'version') => values[key]);
}

/** What to do about it, in one line. */
export function adviceFor(found: { readonly type: string; readonly name: string }, fix: FixState): string {
  const { name, type } = found;
  if (fix.after !== undefined) return fill(laterWords, { name, version: fix.after });
  const [version, ...others] = fix.versions;
  if (fix.state !== 'fixed' || version === undefined) {
    return fill(stateWords[fix.state === 'fixed' ? 'unknown' : fix.state], { name, version: '' });
  }
  const entries = upgradeWords.filter((entry) => entry.type === type);
  const entry = entries.find((one) => one.name === name) ?? entries.find((one) => one.name === undefined);
  const prefix = entry?.versionPrefix ?? '';
  const prefixed = version.startsWith(prefix) ? version : `${prefix}${version}`;
  const words = fill(entry?.words ?? otherUpgradeWords, { name, version: prefixed });
  return others.length === 0 ? words : `${words} Later branches are fixed in ${others.join(', ')}.`;
}
