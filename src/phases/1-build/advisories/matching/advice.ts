import { isPrerelease, type NoUpgrade, offeredText, offeredVersions, type VersionFix } from '../../../../core/index.ts';
import { ecosystemOf } from '../../ecosystems/index.ts';
import type { FixState } from './fix.ts';

/** What to do where there is no version to upgrade to. */
const stateWords: Readonly<Record<NoUpgrade['state'], string>> = {
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

/** What can be done about a flaw of a package, with advice in one line. */
export function fixFor(
  { name, type, version: installed }: { readonly type: string; readonly name: string; readonly version?: string },
  fix: FixState,
): VersionFix {
  if (fix.state !== 'fixed') {
    const { state, after, reserved } = fix;
    if (reserved !== undefined) {
      const advice = `Only users of ${reserved.name} get a version of ${name} without it, ${reserved.version}: subscribe to it, remove ${name} if it is not needed, or move to a release that has one.`;
      return { state, advice };
    }
    const advice = after === undefined ? stateWords[state] : laterWords;
    return { state, advice: fill(advice, { name, version: after ?? '' }) };
  }
  const [version = fix.versions[0], ...others] = offeredVersions(fix.versions, installed);
  const words = ecosystemOf(type)?.upgrade?.(name, version, installed) ?? `Upgrade ${name} to ${version} or later.`;
  const early = isPrerelease(version) ? ` ${version} is a pre-release.` : '';
  const later = others.length === 0 ? '' : ` Later branches are fixed in ${others.map(offeredText).join(', ')}.`;
  const advice = `${words}${early}${later}`;
  return { ...fix, advice };
}
