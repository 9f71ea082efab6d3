/**
 * Whether what we say of functions in Go programs holds against golang.org/x/vuln: `npm run check:go-reach`. Builds the programs of `programs.ts`, judges each by a
 * record about every function, and asks `govulncheck` (on the path, or `GOVULNCHECK`) of each program's file and of its source. Where it tells of a function in
 * the file, or has a way to it in the source, we must not say that it is absent; of the rows that presence leaves open at least half must be closed by a way.
 * Ends with `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { placeOf, systemClock } from '../../src/core/index.ts';
import { feeds, offlineSettings, type Settings, scan } from '../../src/flows/index.ts';
import { type GoProgram, programs } from './programs.ts';
import { records, Workshop, writeOsv, writeVulnerabilityDatabase } from './workshop.ts';

const oracle = process.env.GOVULNCHECK ?? 'govulncheck';
const folder = mkdtempSync(join(tmpdir(), 'seaworthy-reach-'));
const [osv, database] = [join(folder, 'osv'), join(folder, 'vulndb')];
const settings: Settings = offlineSettings({
  databaseDirectory: join(folder, 'database'),
  cacheDirectory: join(folder, 'cache'),
  feeds: { ...Object.fromEntries(feeds.map(({ setting }) => [setting, 'off'])), osv: `${pathToFileURL(osv).href}/` },
  clock: systemClock,
  toolVersion: 'check',
});

/** Ids that govulncheck tells of with a function, that is of code in the file, or of a way to it in the source. */
function told(workshop: Workshop, program: GoProgram, mode: 'binary' | 'source', what: string): ReadonlySet<string> {
  const run = spawnSync(oracle, ['-format', 'json', '-mode', mode, '-db', pathToFileURL(database).href, what], {
    cwd: workshop.source(program),
    env: { ...workshop.environment, ...program.environment },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) throw new Error(`${program.name}, ${mode}: ${run.error?.message ?? run.stderr}`);
  const found = new Set<string>();
  for (const text of run.stdout.split(/\n(?=\{)/)) {
    const finding = JSON.parse(text).finding as { osv: string; trace: { function?: string }[] } | undefined;
    if (finding?.trace[0]?.function !== undefined) found.add(finding.osv);
  }
  return found;
}

/** The same program with its table of symbols. */
const withSymbols = ({ name, flags = [], ...more }: GoProgram): GoProgram => ({
  ...more,
  name: `${name}-with-symbols`,
  flags: flags.filter((flag) => !flag.startsWith('-ldflags')),
});

const counts = { passed: 0, failed: 0, open: 0, closed: 0, absent: 0, sameWay: 0, ways: 0 };
function check(is: boolean, text: string): void {
  counts[is ? 'passed' : 'failed']++;
  if (!is) console.log(`FAIL ${text}`);
}

try {
  const workshop = new Workshop(folder);
  writeOsv(osv);
  writeVulnerabilityDatabase(database);
  for (const program of programs) {
    const path = workshop.build(program);
    const report = await scan(dirname(path), settings);
    const states = new Map(
      report.findings.map((one) => [one.id, 'reach' in one ? (one.reach?.state ?? 'unknown') : 'unknown']),
    );
    // Of a program without its table of symbols govulncheck knows the modules alone.
    const inFile = told(workshop, program, 'binary', workshop.build(withSymbols(program)));
    const inSource = told(workshop, program, 'source', './...');
    for (const { id, name } of records) {
      const state = states.get(id) ?? 'elsewhere';
      const isAbsent = state === 'absent' || state === 'elsewhere';
      if (inFile.has(id)) check(!isAbsent, `${program.name}: ${name} is ${state}, and in the file`);
      if (inSource.has(id)) check(!isAbsent, `${program.name}: ${name} is ${state}, and there is a way to it`);
      if (inFile.has(id)) counts.open++;
      if (inFile.has(id) && state === 'reachable') counts.closed++;
      if (isAbsent) counts.absent++;
      if (state === 'reachable') counts.ways++;
      const one = report.findings.find((each) => each.id === id);
      if (process.env.V && state === 'reachable' && !inSource.has(id))
        console.log('   extra', program.name, name, one && 'reach' in one && one.reach?.way);
      if (state === 'reachable' && inSource.has(id)) counts.sameWay++;
    }
    const list = (state: string): number => [...states.values()].filter((one) => one === state).length;
    console.log(
      `${program.name}: ${inFile.size} in the file, ${inSource.size} with a way in the source; ours: ${list('reachable')} reachable, ${list('present')} present, ${list('absent')} absent, ${list('unknown')} unknown, ${records.length - states.size} not told (${placeOf(report.findings[0]?.location ?? { kind: 'whole' }).path})`,
    );
  }
  check(counts.open > 0 && counts.closed * 2 >= counts.open, `${counts.closed} of ${counts.open} open rows are closed`);
  console.log(
    `of ${counts.open} rows that presence leaves open ${counts.closed} are closed by a way; ${counts.absent} rows are absent; of ${counts.ways} ways the source has ${counts.sameWay}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
if (counts.failed > 0) process.exitCode = 1;
