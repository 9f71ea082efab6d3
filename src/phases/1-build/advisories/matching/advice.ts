import type { VersionFix } from '../../../../core/index.ts';
import { ecosystemOf } from '../../ecosystems/index.ts';
import type { FixState } from './fix.ts';

/** What to do where there is no version to upgrade to. */
const stateWords: Readonly<Record<Exclude<VersionFix['state'], 'fixed'>, string>> = {
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
  const words = ecosystemOf(type)?.upgrade?.(name, version) ?? `Upgrade ${name} to ${version} or later.`;
  return others.length === 0 ? words : `${words} Later branches are fixed in ${others.join(', ')}.`;
}
