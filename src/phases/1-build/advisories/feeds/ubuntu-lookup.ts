import type { Package } from '../../../../core/index.ts';
import type { Lookup } from '../feed.ts';

/** Keys of rows about a source package, and about a binary one: some names are both, and mean different versions. */
export const sourceKey = (name: string): string => `source/${name}`;
export const binaryKey = (name: string): string => `binary/${name}`;

/** Sources that sign what another one built, in its version. */
const signed = /^(linux)-signed(?=-|$)/;

/** Where Ubuntu's feeds know something about a package: by its source, in which flaws are tracked, and by its own name, which notices have. */
export function ubuntuLookups(found: Package, partition: string | undefined, by: 'source' | 'both'): readonly Lookup[] {
  if (found.type !== 'deb' || partition === undefined) return [];
  const name = (found.source?.name ?? found.name).replace(signed, '$1');
  const version = found.source?.version ?? found.version;
  const built =
    name === found.name && version === found.version ? '' : `, from which ${found.name} ${found.version} was built`;
  const source: Lookup = {
    partition,
    key: sourceKey(name),
    version,
    why: `Ubuntu tracks flaws by source package: ${name} ${version}${built}.`,
  };
  if (by === 'source') return [source];
  const why = `Ubuntu’s notices name binary packages: ${found.name} ${found.version}.`;
  return [source, { partition, key: binaryKey(found.name), version: found.version, why }];
}
