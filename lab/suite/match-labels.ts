import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageOf, type Report } from '../../src/core/index.ts';
import { type FoundRecord, type Settings, scan, searchDatabase } from '../../src/flows/index.ts';
import { linesOf } from './cases.ts';
import { settingsOver } from './labels/database.ts';
import { releaseOf } from './labels/releases.ts';
import { sourceOf } from './labels/sources.ts';
import type { Outcome, Suite, SuiteGroup } from './suite.ts';
import { Tally } from './tally.ts';

/** What somebody said of one match. */
interface Label {
  readonly name: string;
  readonly vulnerability: string;
  readonly effective: string;
  readonly package: { readonly name: string; readonly version: string; readonly type: string };
  readonly label: string;
}

/** What a package of a label may be, for a record to be looked up. */
interface Candidate {
  readonly purl: string;
  /** Partitions in which its records would lie. */
  readonly partitions: RegExp;
  /** Whether the package of a record is this one. */
  isAbout(name: string): boolean;
}

/** The registries that a label of the type `other` may mean: it does not say which. */
const registries: readonly (readonly [type: string, ecosystem: string])[] = [
  ['gem', 'RubyGems'],
  ['golang', 'Go'],
  ['maven', 'Maven'],
  ['npm', 'npm'],
  ['pypi', 'PyPI'],
];

/** A name without what registries take for the same (PEP 503). */
const alike = (name: string): string => name.toLowerCase().replaceAll(/[._-]+/g, '-');

const escaped = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

function candidatesOf(label: Label, records: readonly FoundRecord[]): readonly Candidate[] {
  const { name, version, type } = label.package;
  const release = releaseOf(label.name);
  if (type === 'other') return registries.flatMap((one) => ofRegistry(one, name, version, records));
  if (release === undefined) return [];
  const [id = '', number = ''] = release.split('-');
  const [source, sourceVersion] = sourceOf(type, name, version, release);
  const [, epoch, rest = version] = (type === 'rpm' ? /^(\d+):(.+)$/.exec(version) : undefined) ?? [];
  const upstream =
    source === name && sourceVersion === version ? '' : `&upstream=${escaped(`${source}@${sourceVersion}`)}`;
  const purl = `pkg:${type}/${id}/${escaped(name)}@${escaped(rest)}?distro=${release}${upstream}${epoch === undefined ? '' : `&epoch=${epoch}`}`;
  return [{ purl, partitions: partitionsOf(id, number), isAbout: (about) => about === source || about === name }];
}

/** Partitions of a release: `alpine/3.14`, `debian-advisories/bullseye`, `osv/AlmaLinux`, whichever feed they are of. */
function partitionsOf(id: string, version: string): RegExp {
  const codename = { 7: 'wheezy', 10: 'buster', 11: 'bullseye' }[version] ?? version;
  return new RegExp(`^[a-z-]*${id}[a-z-]*/(?:${version.replaceAll('.', '\\.')}|${codename})$`);
}

/** The packages of a registry that a name may mean: those that a record is about. A jar is labelled by its artifact alone. */
function ofRegistry(
  [type, ecosystem]: readonly [string, string],
  name: string,
  version: string,
  records: readonly FoundRecord[],
): readonly Candidate[] {
  const named = records.flatMap((one) =>
    'advisory' in one && one.partition === `osv/${ecosystem}` ? [one.advisory.package] : [],
  );
  const same = (about: string): boolean => {
    const [one, other] = [alike(about), alike(name)];
    return one === other || (type === 'maven' && one.endsWith(`:${other}`));
  };
  return [...new Set(named.filter(same))].map((about) => ({
    purl: `pkg:${type}/${about.replace(':', '/')}@${escaped(version)}`,
    partitions: new RegExp(`^osv/${ecosystem}$`),
    isAbout: (other) => other === about,
  }));
}

/** Whether a report tells the flaw of a package. */
const tells = (report: Report, { name }: Label['package'], ids: readonly string[]): boolean =>
  report.findings.some((finding) => {
    const [about, own] = [packageOf(finding)?.name ?? '', name].map(alike) as [string, string];
    return (
      (about === own || about.endsWith(`:${own}`)) && [finding.id, ...finding.aliases].some((id) => ids.includes(id))
    );
  });

/** The packages that a label may mean, of those that a loaded record names the flaw for. */
async function withData(label: Label, settings: Settings): Promise<readonly Candidate[]> {
  const records = (await Promise.all(idsOf(label).map((id) => searchDatabase(id, settings)))).flat();
  return candidatesOf(label, records).filter(({ partitions, isAbout }) =>
    records.some((one) => 'advisory' in one && partitions.test(one.partition) && isAbout(one.advisory.package)),
  );
}

const idsOf = ({ effective, vulnerability }: Label): readonly string[] => [...new Set([effective, vulnerability])];

function judge(label: Label, candidates: readonly Candidate[], report: Report | undefined): Outcome {
  if (label.label === '??') return { why: 'undecided by those who labelled' };
  if (candidates.length === 0 || report === undefined)
    return { why: `no data: no loaded record names the flaw for the package (${label.name})` };
  const isTold = tells(report, label.package, idsOf(label));
  const expected = label.label === 'TP';
  if (isTold === expected) return undefined;
  const say = (told: boolean): string => (told ? 'told' : 'not told');
  return { expected: say(expected), actual: `${say(isTold)}: ${candidates.map(({ purl }) => purl).join(' ')}` };
}

/** All labelled packages of an image that some record speaks of, judged as one document. */
async function judgeImage(
  labels: readonly Label[],
  settings: Settings,
  work: string,
): Promise<readonly (readonly [Label, Outcome])[]> {
  const candidates = new Map<Label, readonly Candidate[]>();
  for (const label of labels) candidates.set(label, await withData(label, settings));
  const purls = new Set([...candidates.values()].flat().map(({ purl }) => purl));
  const report = purls.size === 0 ? undefined : await scan(await listed(purls, work), settings);
  return labels.map((label) => [label, judge(label, candidates.get(label) ?? [], report)]);
}

async function listed(purls: Iterable<string>, work: string): Promise<string> {
  const file = path.join(work, 'packages.txt');
  await writeFile(file, `${[...purls].join('\n')}\n`);
  return `sbom:${file}`;
}

/** Precision, recall and F1 of each kind of packages, of the labels that count. */
function figures(groups: readonly SuiteGroup[]): readonly string[] {
  const of = (name: string): SuiteGroup | undefined => groups.find((one) => one.name === name);
  const percent = (part: number, all: number): string => (all === 0 ? '–' : (part / all).toFixed(3));
  return ['apk', 'deb', 'rpm', 'other'].map((type) => {
    const [right, wrong] = [of(`${type} TP`), of(`${type} FP`)];
    const [told, untold, falsely] = [right?.passed ?? 0, right?.failed ?? 0, wrong?.failed ?? 0];
    const counted = told + untold + falsely + (wrong?.passed ?? 0);
    const f1 = percent(2 * told, 2 * told + untold + falsely);
    return `${type}: ${counted} labels count; precision ${percent(told, told + falsely)}, recall ${percent(told, told + untold)}, F1 ${f1}`;
  });
}

/** What people said of single matches: "this package of this image has this flaw", or not. Only what the data at hand speaks of counts. */
export const matchLabelsSuite: Suite = {
  name: 'match-labels',
  async run(folder, options) {
    const tally = new Tally(options);
    const work = await mkdtemp(path.join(tmpdir(), 'seaworthy-suite-'));
    try {
      const settings = settingsOver(path.resolve(folder, '..', '..', 'feeds'), work);
      const labels = (await linesOf(path.join(folder, 'labels.jsonl'))).map(({ text }) => JSON.parse(text) as Label);
      await load(labels, settings, work);
      for (const own of Map.groupBy(labels, ({ name }) => name).values()) {
        for (const [label, outcome] of await judgeImage(own, settings, work)) {
          const { name, version, type } = label.package;
          const title = `${label.label} ${label.effective} ${name} ${version} in ${label.name}`;
          await tally.judge(`${type} ${label.label}`, title, () => outcome);
        }
      }
      const result = tally.result();
      return { ...result, notes: figures(result.groups ?? []) };
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  },
};

/** Makes the partitions that any label may need, by one scan of all their packages for each release. */
async function load(labels: readonly Label[], settings: Settings, work: string): Promise<void> {
  const releases = Map.groupBy(labels, ({ name }) => releaseOf(name) ?? '');
  for (const [release, own] of releases) {
    const [id = ''] = release.split('-');
    const purls = own.flatMap(({ package: { name, version, type } }) =>
      type === 'other'
        ? registries.map(([kind]) => `pkg:${kind}/${kind === 'maven' ? 'g/' : ''}${escaped(name)}@${escaped(version)}`)
        : [`pkg:${type}/${id}/${escaped(name)}@${escaped(version.replace(/^\d+:/, ''))}?distro=${release}`],
    );
    await scan(await listed(new Set(purls), work), settings);
  }
}
