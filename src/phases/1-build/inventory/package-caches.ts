/** What package managers leave behind, by where it lies: lists of packages and packages themselves. */
const places: readonly (readonly [manager: string, place: RegExp])[] = [
  [
    'apt',
    /^var\/(?:lib\/apt\/lists\/[^/]+_(?:InRelease|Release|Packages|Sources|Translation)|cache\/apt\/archives\/[^/]+\.deb$)/,
  ],
  ['apk', /^(?:var\/cache|etc)\/(?:apk|apk\/cache)\/[^/]+\.(?:tar\.gz|apk)$/],
  ['dnf', /^var\/cache\/(?:yum|dnf|libdnf5|tdnf)\/.{1,1000}\.(?:solvx?|rpm|xml(?:\.\w{1,4})?|sqlite(?:\.\w{1,4})?)$/],
  ['zypper', /^var\/cache\/zypp\/(?:raw|solv|packages)\/./],
];

/** The package manager whose cache a file belongs to. */
export function cacheOf(path: string): string | undefined {
  if (!path.startsWith('var/') && !path.startsWith('etc/apk/')) return undefined;
  return places.find(([, place]) => place.test(path))?.[0];
}
