import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Finding, placeOf, setAsideBy, weaknessesOf } from '../../src/core/index.ts';
import { importReports, offlineSettings } from '../../src/flows/index.ts';
import { readReport, reportFormats } from '../../src/report/index.ts';
import { type Case, eachCase, listOf, textOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** What the JSON report says of the bytes of another tool's. */
async function importedAs(bytes: Uint8Array, name: string): Promise<readonly Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ingest-'));
  try {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    const report = await importReports([file], offlineSettings({ databaseDirectory: folder, toolVersion: 'suite' }));
    const json = reportFormats.find(({ id }) => id === 'json');
    const text = (await json?.write(report, { color: false, width: 80 })) ?? '';
    return (await readReport(text, name)).findings;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Places in a report (`runs[0].results[12]`) in its order. */
const numbersIn = (at: string): readonly number[] => [...at.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits));

function compareAt(a: string, b: string): number {
  const [left, right] = [numbersIn(a), numbersIn(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Each result of the report with the finding that it became: one that stands there twice is one finding, told twice. */
function toldOf(findings: readonly Finding[]) {
  return findings
    .flatMap((finding) => (finding.reportedBy ?? []).map((by) => ({ finding, by })))
    .toSorted((a, b) => compareAt(a.by.at, b.by.at));
}

type Told = ReturnType<typeof toldOf>[number];

/** The other product has one word less, and calls it otherwise. */
const severityWord: Readonly<Record<string, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  negligible: 'Info',
  unknown: 'Info',
};

/** A path as a report writes it, perhaps as an address. */
function plainPath(written: string): string {
  const path_ = written
    .replace(/^file:\/\/(?=\/)/, '')
    .replace(/^\/+/, '/')
    .replace(/^\.\/(?=.)/, '');
  try {
    return decodeURIComponent(path_);
  } catch {
    return path_;
  }
}

/** Ours is told from the root that the report names, where it names one. */
const isSamePath = (ours: string, theirs: string): boolean => {
  const plain = plainPath(theirs);
  return plain === ours || (plain.startsWith('/') && !ours.startsWith('/') && plain.endsWith(`/${ours}`));
};

const isAside = ({ finding }: Told): boolean => setAsideBy(finding, new Date()) !== undefined;
const isSuppressed = (told: Told): boolean =>
  isAside(told) && told.finding.suppression?.source?.statement !== 'baselineState absent';

/** How each field of the other product reads in our report. */
const fields: Readonly<Record<string, (told: Told, expected: unknown) => unknown>> = {
  title: ({ finding }) => finding.title,
  severity: ({ finding }) => severityWord[finding.severity],
  file_path({ finding }, expected) {
    const { path: ours } = placeOf(finding.location);
    return isSamePath(ours, String(expected)) ? expected : ours;
  },
  line: ({ finding }) => placeOf(finding.location).line ?? null,
  // It has room for one.
  cwe({ finding }, expected) {
    const ours = weaknessesOf(finding).map((id) => Number(id.slice(4)));
    return ours.includes(Number(expected)) ? expected : (ours[0] ?? 0);
  },
  component_name: ({ finding }) => finding.package?.name ?? null,
  component_version: ({ finding }) => finding.package?.version ?? null,
  vuln_id_from_tool: ({ by }) => by.rule,
  active: (told) => !isSuppressed(told),
  false_p: isSuppressed,
  is_mitigated: (told) => isAside(told) && !isSuppressed(told),
  locations: ({ finding }) => finding.places?.length ?? 1,
};

async function judge(line: Case): Promise<Outcome> {
  const name = textOf(line, 'kind') === 'zap' ? 'report.xml' : 'report.sarif';
  const findings = await importedAs(Buffer.from(textOf(line, 'reportBase64'), 'base64'), name);
  const told = toldOf(findings);
  const wanted = [`${line.findings} findings`];
  const found = [`${findings.length === line.findings ? findings.length : told.length} findings`];
  for (const check of listOf(line, 'checked')) {
    const at = told[Number(check.index)];
    for (const [field, expected] of Object.entries(check)) {
      if (field === 'index') continue;
      const actual = at === undefined ? 'no such finding' : fields[field]?.(at, expected);
      if (actual === expected) continue;
      wanted.push(`${check.index} ${field}: ${JSON.stringify(expected)}`);
      found.push(`${check.index} ${field}: ${JSON.stringify(actual)}`);
    }
  }
  const [expected, actual] = [wanted.join('; '), found.join('; ')];
  return expected === actual ? undefined : { expected, actual };
}

/** Reports of other tools, with what another product makes of them. */
export const ingestSuite: Suite = {
  name: 'ingest',
  async run(folder, options) {
    const tally = new Tally(options);
    await eachCase(tally, path.join(folder, 'cases.jsonl'), (line) =>
      tally.judge(textOf(line, 'kind'), textOf(line, 'id'), () => judge(line)),
    );
    return tally.result();
  },
};
