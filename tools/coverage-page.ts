import { type Feed, feeds } from '../src/phases/1-build/advisories/index.ts';
import { knownDistributions } from '../src/phases/1-build/distributions/index.ts';
import { type Ecosystem, type Extractor, ecosystems, type Trace } from '../src/phases/1-build/ecosystems/index.ts';

/* `docs/coverage.md`: what is read and where, made of what the ecosystems and their extractors claim. A contract test holds each claim against an example. */

const code = (text: string): string => `\`${text}\``;

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function table(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [row(heading), row(heading.map(() => '---')), ...rows.map(row), ''];
}

/** Where it looks: places from the root, names below any folder, programs by their first bytes. */
function whereOf({ wanted }: Extractor): string {
  const { places = [], anywhere = [], programs } = wanted;
  return [
    ...places.map((place) => code(`/${place}`)),
    ...anywhere.map((place) => code(`**/${place}`)),
    ...(programs ? ['programs and libraries (ELF, PE, Mach-O)'] : []),
  ].join(', ');
}

function judgedBy({ osv, kind, versionOrder }: Ecosystem): string {
  const order = versionOrder === undefined ? 'no order of versions yet' : `versions as ${versionOrder}`;
  if (kind === 'system') return `its distribution’s advisories where a feed reads them, ${order}`;
  return osv === undefined ? `no advisories, ${order}` : `OSV (${osv.name}), ${order}`;
}

const readRows = (all: readonly Ecosystem[], which: 'extractors' | 'declared'): readonly (readonly string[])[] =>
  all.flatMap((ecosystem) =>
    (ecosystem[which] ?? []).map((one) => [
      code(ecosystem.type),
      code(one.id),
      one.title,
      whereOf(one),
      one.gives.join(', ') || '–',
    ]),
  );

const traceRows = (all: readonly Ecosystem[]): readonly (readonly string[])[] =>
  all.flatMap(({ type, traces = [] }) =>
    traces.map(({ what, places }: Trace) => [code(type), what, places.map((place) => code(place)).join(', ')]),
  );

/** What a feed was proven with, short; the table of feeds has the sentence. */
const proofs: Readonly<Record<Feed['proven']['with'], string>> = {
  real: 'real data',
  shape: 'the published shape',
};

const judges = (feed: Feed, id: string): boolean => feed.distributions?.includes(id) === true;

function distributionRows(): readonly (readonly string[])[] {
  return knownDistributions.map(({ id, title }) => {
    const judging = feeds.filter((feed) => judges(feed, id));
    const by = judging.map(
      (feed) =>
        `${code(feed.id)} (${proofs[feed.proven.with]}${feed.askedByName ? '; where it is fetched by name' : ''})`,
    );
    return [code(id), title, by.join(', ') || 'nobody yet: its packages are reported as not assessed'];
  });
}

/** The page as Markdown, ready to be written. */
export function coveragePage(): string {
  return `${[
    '# What is read, and where',
    '',
    'Made from the code by `npm run docs`. What an extractor gives is its claim; a test reads its example and finds that, neither more nor less.',
    '',
    '## Installed software',
    '',
    'Evidence that software is there. Each gives names and versions; besides:',
    '',
    ...table(['type', 'extractor', 'what', 'where', 'gives besides'], readRows(ecosystems, 'extractors')),
    '## Declared software',
    '',
    'Files of a source tree that say what is meant to be there. They are read in folders that are no root file system and in repositories (`git:`); in an image they are traces. Each gives names and versions and, as far as its file tells, who asks for a package and whether only development needs it; besides:',
    '',
    ...table(['type', 'extractor', 'what', 'where', 'gives besides'], readRows(ecosystems, 'declared')),
    '## Kinds of packages',
    '',
    'Each kind that is known, whether or not somebody reads it, and what its packages are judged by. A bill of materials may name any of them.',
    '',
    ...table(
      ['type', 'what', 'judged by'],
      ecosystems.map((one) => [code(one.type), one.title, judgedBy(one)]),
    ),
    '## Distributions',
    '',
    'Each distribution that is known by its own word, and the feeds that judge its packages, the one whose word counts first in front. Others are named as they name themselves, and their packages are reported as not assessed.',
    '',
    ...table(['id', 'distribution', 'judged by'], distributionRows()),
    '## Feeds',
    '',
    'What each feed was proven with. “Real data” are files of the publisher, read whole and counted by a test; “the published shape” are files written by hand in its form, because its own were not at hand.',
    '',
    ...table(
      ['feed', 'what', 'proven with', 'that is'],
      feeds.map(({ id, title, proven }) => [code(id), title, proofs[proven.with], proven.what]),
    ),
    '## Traces',
    '',
    'Files that prove software of a kind. Where none of its packages was found there, the scan says so and is not complete.',
    '',
    ...table(['type', 'what', 'where'], traceRows(ecosystems)),
  ]
    .join('\n')
    .trimEnd()}\n`;
}
