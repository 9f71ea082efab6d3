import type { Distribution, Package } from '../../../../core/index.ts';
import { knownDistribution, knownDistributions } from '../../distributions/index.ts';
import { elsewhere, isBelow, mailDomain, type Origin, ofDistribution, ownMakers, unsure } from '../origin.ts';
import { isVendor } from '../vendors.ts';

/** How Debian, Ubuntu and Raspbian name themselves in what they build; a derivative keeps those words in what it took over. */
const own = ownMakers('deb');

/** Marks of repositories that rebuild what the distribution has, whoever is named as maintainer. */
const foreignMarks: readonly (readonly [mark: RegExp, repository: string])[] = [
  [/\dnodesource/, 'NodeSource'],
  [/\.pgdg\d*\+/, 'the PostgreSQL project (PGDG)'],
  [/deb\.sury\.org|\+0~20\d{6}\.\d+\+(?:debian|ubuntu)/, 'sury.org'],
  [/(?:^|[^a-z])ppa\d/, 'a personal package archive'],
  [/\+maria~/, 'MariaDB'],
];

/**
 * What Debian itself writes into the last part of a version: rebuilds (`+b1`), uploads by others (`+nmu1`), stable updates (`+deb12u1`), backports
 * (`~bpo12+1`), and words for the state of the sources.
 */
const ownWords = new Set(
  (
    'alpha b beta bpo build bzr ci cvs dev deb dfsg ds esm etch exp experimental fakesync git hg is lenny lts nmu orig ' +
    'post pre rc really repack rpi rpt salsa sarge sid snapshot squeeze stable svn u ubuntu wheezy'
  ).split(' '),
);

/** The last part of a version, which says who packaged it; empty for software whose maker is the distribution (Debian Policy 5.6.12). */
const revisionOf = (version: string): string =>
  version.includes('-') ? version.slice(version.lastIndexOf('-') + 1) : '';

/** A word in the revision that Debian does not write; letters of a commit's digest are none. */
function foreignWord(version: string): string | undefined {
  const words = revisionOf(version)
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.find((word) => word !== '' && !/^[a-f]+$/.test(word) && !ownWords.has(word));
}

/** Code names since Debian and Ubuntu number their updates (`+deb12u1`, `ubuntu22.04.1`): others put them into versions. */
const codenames = knownDistributions.flatMap(({ codenamesNotInVersions = [] }) => codenamesNotInVersions);
const codename = new RegExp(`[~+.-](?:${codenames.join('|')})\\b`);

/** A stable update or a backport of Debian's own: nobody else numbers so. */
const isOwnUpdate = (version: string): boolean => /(?:[+~]deb\d+u\d+|~bpo\d+\+\d+)(?:\+b\d+)?$/.test(version);

/** Debian Policy 12.5: every package has its copyright file, or its documentation folder is a link to that of another one. */
function lacksCopyright({ files, name }: Package): boolean {
  const folder = `usr/share/doc/${name}`;
  return files.length > 0 && !files.includes(`${folder}/copyright`) && !files.includes(folder);
}

/**
 * By marks in the version, then by who is named: a maker with a repository of its own, or the distribution. Many of Debian's maintainers use an
 * address of their own, so that a strange one alone says nothing: it takes a version or a content that Debian would not publish.
 */
export function debOrigin(found: Package, distribution: Distribution | undefined): Origin {
  const { maintainer, vendor, bugs } = found.origin ?? {};
  const mark = foreignMarks.find(([one]) => one.test(found.version));
  if (mark) return elsewhere(`its version ${found.version} bears the mark of ${mark[1]}`);
  const others = knownDistribution(distribution?.id ?? '')?.notOwn ?? [];
  const other = others.find(({ revision }) => revision.test(revisionOf(found.version)));
  if (other) return elsewhere(`its version ${found.version} is one of ${other.whose}'s`);
  if (maintainer === undefined || maintainer === '') return withoutMaintainer(found);
  const isOwn = isBelow(mailDomain(maintainer), own.domains);
  if (isOwn && (vendor === undefined || isOwnName(vendor))) return ofDistribution;
  if (isVendor(maintainer)) return elsewhere(`its maintainer is ${maintainer}`);
  if (vendor !== undefined && !isOwnName(vendor)) return byVendor(vendor);
  if (isOwnUpdate(found.version)) return ofDistribution;
  const stranger = `its maintainer, ${maintainer}, has no address of the distribution's`;
  if (bugs !== undefined && !own.bugs.some((word) => bugs.toLowerCase().includes(word)))
    return elsewhere(`${stranger}, and its bugs go to ${bugs}`);
  const word = foreignWord(found.version);
  if (word !== undefined)
    return elsewhere(`${stranger}, and its version ${found.version} has a mark of somebody else (${word})`);
  if (lacksCopyright(found))
    return elsewhere(`${stranger}, and it brings no copyright file as the distribution's packages do`);
  // Without a revision it says that its maker is its packager; Debian's own of that kind prove themselves by what they bring.
  return unsure(stranger, revisionOf(found.version) === '' && found.files.length === 0);
}

function withoutMaintainer({ version, origin }: Package): Origin {
  if (origin?.vendor !== undefined) return byVendor(origin.vendor);
  return codename.test(version)
    ? elsewhere(`its version ${version} names a release as the distribution's own do not`)
    : ofDistribution;
}

/** Whether it begins with one of the names, as a whole word. */
const isOwnName = (vendor: string): boolean =>
  own.names.some(
    (name) => vendor.toLowerCase().startsWith(name.toLowerCase()) && !/^\w/.test(vendor.slice(name.length)),
  );

const byVendor = (vendor: string): Origin =>
  isOwnName(vendor) ? ofDistribution : elsewhere(`it names ${vendor} as its maker`);
