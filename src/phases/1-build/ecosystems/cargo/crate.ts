import { defined } from '../../../../core/index.ts';
import type { FoundPackage } from '../extractor.ts';

/** crates.io by its index of before and after the sparse protocol (Cargo reference, "Registry Index"). */
const registries: ReadonlySet<string> = new Set([
  'registry+https://github.com/rust-lang/crates.io-index',
  'sparse+https://index.crates.io/',
]);

/** Where a crate was taken from, in the words of the lists that programs carry; undefined for crates.io. */
function takenFrom(source: string | undefined): string | undefined {
  if (source === undefined) return 'local';
  if (registries.has(source)) return undefined;
  return source.startsWith('git+') ? 'git' : source.startsWith('path+') ? 'local' : 'registry';
}

/** A crate as a lock file names it; without a source it is the project's own. */
export function crate(name: string, version: string, source: string | undefined): FoundPackage | undefined {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name) || version.length > 256 || /\s/.test(version)) return undefined;
  const from = takenFrom(source);
  return {
    name,
    version,
    type: 'cargo',
    versionOrder: 'semver',
    purl: { name },
    ...defined({ origin: from === undefined ? undefined : { takenFrom: from } }),
  };
}
