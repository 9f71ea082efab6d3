import type { ParsedPurl } from '../../core/index.ts';

const epoch = /^(\d+):/;

/** The epoch of an rpm stands beside its version in a purl (purl-spec, type `rpm`). */
export function withEpoch(version: string, { qualifiers }: ParsedPurl): string {
  const said = qualifiers.epoch;
  return said === undefined || !/^\d+$/.test(said) || Number(said) === 0 || version === '' || epoch.test(version)
    ? version
    : `${said}:${version}`;
}

/** Go writes `v1.2.3` for its modules and `go1.22.0` for itself; makers leave that out in one of the two places. */
const plain = (version: string): string =>
  version
    .replace(epoch, '')
    .replace(/^(?:go|v)(?=\d)/i, '')
    .toLowerCase();

/**
 * Whether the version that stands beside a purl is the one in it; `less` where it says nothing, or of a distribution's package not the epoch or the release that
 * the purl says. Where the purl says none, the one beside it holds.
 */
export function compareVersions(said: string, purl: ParsedPurl, isSystem: boolean): 'same' | 'less' | 'other' {
  const { version } = purl;
  if (version === undefined) return 'same';
  if (said === '') return 'less';
  const [epochSaid, own] = [epoch.exec(said)?.[1], epoch.exec(withEpoch(version, purl))?.[1]];
  // None is 0.
  if (epochSaid !== undefined && Number(epochSaid) !== Number(own ?? 0)) return 'other';
  if (plain(said) === plain(version)) return epochSaid === undefined && own !== undefined ? 'less' : 'same';
  return isSystem && plain(version).startsWith(`${plain(said)}-`) ? 'less' : 'other';
}
