import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Advisory, packageOf, type Report } from '../../src/core/index.ts';
import { type FoundRecord, type Settings, scan, searchDatabase } from '../../src/flows/index.ts';
import { linesOf } from './cases.ts';
import { type Apart, isOutside } from './labels/apart.ts';
import { settingsOver } from './labels/database.ts';
import { releaseOf } from './labels/releases.ts';
import { sourceOf } from './labels/sources.ts';
import type { Outcome, Suite } from './suite.ts';
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

/** A package that a label may mean, and what is recorded of the flaw for it. */
interface Known extends Candidate {
  readonly records: readonly Advisory[];
}

/** The packages that a label may mean, of those that a loaded record names the flaw for. */
async function withData(label: Label, settings: Settings): Promise<readonly Known[]> {
  const found = (await Promise.all(idsOf(label).map((id) => searchDatabase(id, settings)))).flat();
  return candidatesOf(label, found)
    .map((one) => ({
      ...one,
      records: found.flatMap((record) =>
        'advisory' in record && one.partitions.test(record.partition) && one.isAbout(record.advisory.package)
          ? [record.advisory]
          : [],
      ),
    }))
    .filter(({ records }) => records.length > 0);
}

/**
 * Whether no program could answer as labelled with the data at hand, by what the data itself says: it speaks of sources, and of the same source and flaw in the
 * same image another binary is labelled the other way; or each of its records says that the version is outside of its ranges.
 */
function apartBy(label: Label, candidates: readonly Known[], sameImage: readonly Label[]): Apart | undefined {
  const { name, version, type } = label.package;
  const release = releaseOf(label.name) ?? '';
  const [source] = sourceOf(type, name, version, release);
  const isOther = (other: Label): boolean =>
    other.label !== label.label &&
    other.label !== '??' &&
    other.effective === label.effective &&
    other.package.type === type &&
    sourceOf(type, other.package.name, other.package.version, release)[0] === source;
  if ((type === 'deb' || type === 'apk') && label.label === 'FP' && sameImage.some(isOther)) return 'source';
  const records = candidates.flatMap((one) => one.records);
  const isRecorded = label.label === 'TP' && records.every(({ ranges }) => isOutside(version, ranges));
  return isRecorded ? 'record' : undefined;
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

/** How a label was judged. */
interface Judged {
  readonly label: Label;
  readonly outcome: Outcome;
  /** Set where it was not judged as labelled. */
  readonly apart: Apart | undefined;
}

/** All labelled packages of an image that some record speaks of, judged as one document. */
async function judgeImage(labels: readonly Label[], settings: Settings, work: string): Promise<readonly Judged[]> {
  const candidates = new Map<Label, readonly Known[]>();
  for (const label of labels) candidates.set(label, await withData(label, settings));
  const purls = new Set([...candidates.values()].flat().map(({ purl }) => purl));
  const report = purls.size === 0 ? undefined : await scan(await listed(purls, work), settings);
  return labels.map((label) => {
    const known = candidates.get(label) ?? [];
    const outcome = judge(label, known, report);
    const differs = outcome !== undefined && !('why' in outcome);
    return { label, outcome, apart: differs ? apartBy(label, known, labels) : undefined };
  });
}

async function listed(purls: Iterable<string>, work: string): Promise<string> {
  const file = path.join(work, 'packages.txt');
  await writeFile(file, `${[...purls].join('\n')}\n`);
  return `sbom:${file}`;
}

/** Precision, recall and F1 of some labels of one kind, those that are judged. */
function figureOf(judged: readonly Judged[]): string {
  const told = judged.filter(({ label, outcome }) => label.label === 'TP' && outcome === undefined).length;
  const untold = judged.filter(({ label, outcome }) => label.label === 'TP' && outcome !== undefined).length;
  const falsely = judged.filter(({ label, outcome }) => label.label === 'FP' && outcome !== undefined).length;
  const share = (part: number, all: number): string => (all === 0 ? '–' : (part / all).toFixed(3));
  const f1 = share(2 * told, 2 * told + untold + falsely);
  return `${judged.length} labels count; precision ${share(told, told + falsely)}, recall ${share(told, told + untold)}, F1 ${f1}`;
}

/** The figures of each kind of packages: of all labels that count, and of those that the data at hand could tell at all. */
function figures(all: readonly Judged[]): readonly string[] {
  return ['apk', 'deb', 'rpm', 'other'].flatMap((type) => {
    const own = all.filter(({ label, outcome }) => label.package.type === type && !(outcome && 'why' in outcome));
    const by = (apart: Apart): number => own.filter((one) => one.apart === apart).length;
    const rest = own.filter(({ apart }) => apart === undefined);
    const aside = `${by('source')} rows where the data speaks of the source and labels differ by binary, ${by('record')} that the record itself says otherwise`;
    return [
      `${type}: ${figureOf(own)}`,
      ...(rest.length < own.length ? [`${type} without ${aside}: ${figureOf(rest)}`] : []),
    ];
  });
}

/** What people said of single matches: "this package of this image has this flaw", or not. Only what the data at hand speaks of counts. */
export const matchLabelsSuite: Suite = {
  name: 'match-labels',
  async run(folder, options) {
    const tally = new Tally(options);
    const all: Judged[] = [];
    const work = await mkdtemp(path.join(tmpdir(), 'seaworthy-suite-'));
    try {
      const settings = settingsOver(path.resolve(folder, '..', '..', 'feeds'), work);
      const labels = (await linesOf(path.join(folder, 'labels.jsonl'))).map(({ text }) => JSON.parse(text) as Label);
      await load(labels, settings, work);
      for (const own of Map.groupBy(labels, ({ name }) => name).values()) {
        for (const one of await judgeImage(own, settings, work)) {
          const { label, outcome } = one;
          all.push(one);
          const { name, version, type } = label.package;
          const title = `${label.label} ${label.effective} ${name} ${version} in ${label.name}`;
          await tally.judge(`${type} ${label.label}`, title, () => outcome);
        }
      }
      return { ...tally.result(), notes: figures(all) };
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
