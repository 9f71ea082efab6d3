import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Finding, packageOf, type Report } from '../../src/core/index.ts';
import { scan } from '../../src/flows/index.ts';
import { readZip } from '../../src/foundations/formats/index.ts';
import { explainFinding } from '../../src/report/index.ts';
import { inTemporaryDirectory, layer, ociLayout } from '../fixtures/index.ts';
import { settingsOver } from '../suite/labels/database.ts';
import { debian, dpkg, npm, osv, tracker } from '../traps/publishers.ts';
import { judged } from '../traps/scene.ts';
import { images } from './images.ts';

/** How many findings are drawn. */
const drawn = 200;

interface Told {
  readonly report: Report;
  readonly finding: Finding;
}

/** What an image is besides its packages is told without a record. */
const flawsOf = ({ findings }: Report): readonly Finding[] => findings.filter(({ kind }) => kind === 'vulnerability');

const toldIn = (reports: readonly Report[]): readonly Told[] =>
  reports.flatMap((report) => flawsOf(report).map((finding) => ({ report, finding })));

/** So many of them, or all, as the one seed of property tests says. */
const some = <T>(all: readonly T[], count: number): readonly T[] =>
  fc.sample(fc.shuffledSubarray([...all], { minLength: Math.min(count, all.length) }), 1)[0]?.slice(0, count) ?? [];

/** A range of versions in words, as a record is told. */
const range =
  /: (?:from \S+ on(?:, (?:before|up to) \S+)?|before \S+|up to \S+|every version|versions named one by one)/;

/** Whether the explanation names record, range, comparison and the source of the severity: each is looked for in the text that a person reads. */
async function check({ report, finding }: Told): Promise<void> {
  const what = `${finding.id} in ${packageOf(finding)?.name}`;
  const text = (await explainFinding(report, finding, { color: false, width: 100 })).replaceAll(/\s+/g, ' ');
  const shows = (words: string): boolean => text.includes(words.replaceAll(/\s+/g, ' ').trim());
  const [record] = finding.evidence.filter(({ kind }) => kind === 'record');
  const [comparison] = finding.evidence.filter(({ kind }) => kind === 'comparison');
  assert.ok(record && comparison, `${what} has no record or no comparison`);
  const [, id = '', partition = ''] = /^(\S+?),? .*?in (\S+) of \d{4}-\d\d-\d\d:/.exec(record.statement) ?? [];
  const names = [finding.id, ...finding.aliases];
  assert.ok(names.includes(id) || /which covers/.test(record.statement), `${what}: which record? ${record.statement}`);
  assert.ok(
    report.coverage.sources.some((source) => source.id === partition),
    `${what}: no source ${partition}`,
  );
  assert.match(record.statement, range, what);
  assert.ok(comparison.observed && comparison.source, `${what}: what was compared, and in which order?`);
  // Where every version has the flaw there is nothing to compare with.
  const compared =
    comparison.statement.includes(comparison.observed) || /^every version is affected/.test(comparison.statement);
  assert.ok(compared, `${what}: ${comparison.statement}`);
  const { severity, severitySource } = finding;
  assert.equal(severitySource === 'nobody', severity === 'unknown', what);
  for (const words of [
    record.statement,
    comparison.statement,
    `seen: ${comparison.observed}`,
    `source: ${comparison.source}`,
    `source: ${record.source}`,
    `${severity}, in the words of ${severitySource}`,
  ])
    assert.ok(shows(words), `${what} does not say ${words} in: ${text}`);
}

/** Packages and records without end: each state that Debian's tracker has, and ranges of OSV. */
async function madeUp(): Promise<Report> {
  const states = fc.oneof(
    fc.record({ status: fc.constant('open'), urgency: fc.constantFrom('low', 'not yet assigned', 'end-of-life') }),
    fc.record({ status: fc.constant('undetermined'), urgency: fc.constant('high') }),
    fc.record({ status: fc.constant('resolved'), urgency: fc.constant('medium'), fixed_version: fc.constant('1:9-1') }),
  );
  const names = Array.from({ length: 120 }, (_, at) => `p${at}`);
  const drawnStates = fc.sample(states, names.length);
  const lines = fc.sample(fc.nat(8), names.length);
  return judged({
    layers: [
      {
        ...debian(...names.map((name) => dpkg(name, '1-1'))),
        ...Object.assign({}, ...names.map((name) => npm(name, '8.5.0'))),
      },
    ],
    feeds: {
      ...tracker(...names.map((name, at) => [name, `CVE-2030-${1000 + at}`, drawnStates[at] ?? {}] as const)),
      ...osv('npm', ...names.map((name, at) => [`GHSA-${at}`, name, '9.0.0', `${lines[at]}.0.0`] as const)),
    },
  });
}

test(`the explanations of ${drawn} findings of images of our own name record, range, comparison and the source of the severity`, async () => {
  const all = toldIn([...(await Promise.all(images.map(judged))), await madeUp()]);
  const chosen = some(all, drawn);
  assert.equal(chosen.length, drawn);
  for (const one of chosen) await check(one);
});

test('the check fails on an explanation that lacks one of them', async () => {
  const report = await madeUp();
  const [finding] = flawsOf(report);
  assert.ok(finding);
  await check({ report, finding });
  const without = (kind: string): Finding => ({
    ...finding,
    evidence: finding.evidence.filter((one) => one.kind !== kind),
  });
  const broken: readonly Finding[] = [
    without('record'),
    without('comparison'),
    { ...finding, severitySource: 'nobody' },
    { ...finding, evidence: finding.evidence.map((one) => ({ ...one, statement: one.statement.replace(range, '') })) },
  ];
  for (const one of broken) await assert.rejects(check({ report, finding: one }), assert.AssertionError);
});

const shared = join(import.meta.dirname, '../../../shared');
const skip =
  existsSync(join(shared, 'feeds/README.md')) && existsSync(join(shared, 'images/alpine'))
    ? false
    : `no images and feeds in ${shared}`;

/** How a purl calls the packages of an ecosystem of OSV. */
const types = {
  npm: 'npm',
  PyPI: 'pypi',
  Go: 'golang',
  Maven: 'maven',
  NuGet: 'nuget',
  RubyGems: 'gem',
  Packagist: 'composer',
  'crates.io': 'cargo',
};

/** Packages of an ecosystem in a version that some record begins or ends with. */
function packagesOf(ecosystem: keyof typeof types): readonly string[] {
  const found = new Set<string>();
  for (const entry of readZip(readFileSync(join(shared, 'feeds/osv', ecosystem, 'all.zip')), ecosystem)) {
    if (!entry.name.endsWith('.json')) continue;
    for (const { package: of, ranges = [] } of JSON.parse(Buffer.from(entry.read()).toString()).affected ?? []) {
      if (of?.ecosystem !== ecosystem) continue;
      const events: readonly Readonly<Record<string, string>>[] = ranges.flatMap(
        (one: { events?: [] }) => one.events ?? [],
      );
      const version = events
        .flatMap((one) => one.introduced ?? one.last_affected ?? [])
        .find((one) => /^\d+\.\d/.test(one));
      const name = String(of.name)
        .split(ecosystem === 'Maven' ? ':' : '/')
        .map(encodeURIComponent)
        .join('/');
      if (version !== undefined)
        found.add(`pkg:${types[ecosystem]}/${name}@${ecosystem === 'Go' ? 'v' : ''}${encodeURIComponent(version)}`);
    }
  }
  return [...found];
}

test(
  `the explanations of ${drawn} findings of real images and feeds name record, range, comparison and the source of the severity`,
  { skip },
  () =>
    inTemporaryDirectory(async (folder) => {
      const settings = settingsOver(join(shared, 'feeds'), folder);
      const reports: Report[] = [];
      for (const file of readdirSync(join(shared, 'images/alpine'))) {
        await ociLayout(join(folder, file), {
          layers: [layer(gunzipSync(readFileSync(join(shared, 'images/alpine', file))), 'none')],
        });
        reports.push(await scan(`oci:${join(folder, file)}`, settings));
      }
      const purls = (Object.keys(types) as (keyof typeof types)[]).flatMap((one) => some(packagesOf(one), 40));
      await writeFile(join(folder, 'packages.txt'), `${purls.join('\n')}\n`);
      reports.push(await scan(`sbom:${join(folder, 'packages.txt')}`, settings));
      const chosen = some(toldIn(reports), drawn);
      assert.equal(chosen.length, drawn);
      for (const one of chosen) await check(one);
    }),
);
