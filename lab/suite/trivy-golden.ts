import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixVersions, packageOf, type Report } from '../../src/core/index.ts';
import { feeds, offlineSettings, scan } from '../../src/flows/index.ts';
import { makeZip } from '../fixtures/index.ts';
import { type Case, listOf, textOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** How OSV calls the ecosystems of the database of the suite. */
const ecosystems: Readonly<Record<string, string>> = {
  cargo: 'crates.io',
  composer: 'Packagist',
  conan: 'ConanCenter',
  erlang: 'Hex',
  go: 'Go',
  maven: 'Maven',
  npm: 'npm',
  nuget: 'NuGet',
  pip: 'PyPI',
  pub: 'Pub',
  rubygems: 'RubyGems',
  swift: 'SwiftURL',
};

/** What a tool spells as a range where it means the version in which it ends: `>= 2.1.0`. */
const lowest = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|,\s*|>=\s*)(\d[^\s,]*)/g)].map(([, version = '']) => version);

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** One advisory of the made-up database as a record of OSV: each range from where it begins to the version that has the fix. */
function record(id: string, ecosystem: string, name: string, advisory: Case): object {
  const patched = textsIn(advisory.PatchedVersions);
  const vulnerable = textsIn(advisory.VulnerableVersions);
  const ranges = vulnerable.length === 0 ? betweenFixes(patched) : toFixes(vulnerable, patched.flatMap(lowest));
  return {
    schema_version: '1.7.0',
    id,
    summary: 'A flaw of the suite',
    published: '2024-01-01T00:00:00Z',
    modified: '2024-01-01T00:00:00Z',
    affected: [{ package: { ecosystem, name }, ranges: ranges.map((events) => ({ type: 'ECOSYSTEM', events })) }],
  };
}

/** What is vulnerable is named, range by range as what is fixed. */
function toFixes(vulnerable: readonly string[], fixed: readonly string[]): readonly object[][] {
  return vulnerable.map((range, index) => {
    const [, introduced = '0'] = /(?:>=?|\[)\s*(\d[^\s,]*)/.exec(range) ?? [];
    const version = fixed[index];
    return [{ introduced }, ...(version === undefined ? [] : [{ fixed: version }])];
  });
}

/** Only what has the fix is named, as branches: `>= 2.1.3, < 3.0.0`, `>= 3.1.0`. What lies before and between is vulnerable. */
function betweenFixes(patched: readonly string[]): readonly object[][] {
  const branches = patched
    .flatMap((text) => lowest(text).map((low) => ({ low, end: /<\s*(\d[^\s,]*)/.exec(text)?.[1] })))
    .sort((a, b) => a.low.localeCompare(b.low, 'en', { numeric: true }));
  return branches.map(({ low }, index) => [{ introduced: branches[index - 1]?.end ?? '0' }, { fixed: low }]);
}

/** The database of the suite as the files of OSV, by their paths. */
function osvFiles(database: Readonly<Record<string, readonly Case[]>>): ReadonlyMap<string, Uint8Array> {
  const records = new Map<string, Map<string, object>>();
  for (const bucket of Object.values(database).flat()) {
    const [kind = ''] = textOf(bucket, 'bucket').split('::');
    const ecosystem = ecosystems[kind];
    if (ecosystem === undefined || !textOf(bucket, 'bucket').includes('::')) continue;
    const own = records.get(ecosystem) ?? new Map<string, object>();
    records.set(ecosystem, own);
    for (const of of listOf(bucket, 'pairs'))
      for (const pair of listOf(of, 'pairs')) {
        const [name, id] = [textOf(of, 'bucket'), textOf(pair, 'key')];
        own.set(`${id}-${own.size}.json`, record(id, ecosystem, name, (pair.value ?? {}) as Case));
      }
  }
  return new Map(
    [...records].map(([ecosystem, own]) => [
      `${ecosystem}/all.zip`,
      makeZip([...own].map(([name, content]) => ({ name, content: JSON.stringify(content) }))),
    ]),
  );
}

/** Packages and findings as lines that can be compared. */
function linesOf(report: Report): { readonly packages: readonly string[]; readonly findings: readonly string[] } {
  const byId = new Map(report.packages.map((one) => [one.id, one]));
  const findings = report.findings.flatMap((finding) => {
    const about = byId.get(packageOf(finding)?.id ?? '');
    if (about === undefined) return [];
    const fixed = [...fixVersions(finding.fix)].sort().join(', ');
    return [`${about.path} ${about.name} ${about.version} ${finding.id} ${fixed}`];
  });
  const packages = report.packages.map((one) => `${one.path} ${one.name} ${one.version}`);
  return { packages: [...new Set(packages)].sort(), findings: [...new Set(findings)].sort() };
}

function expectedOf(found: Case): {
  readonly packages: readonly string[] | undefined;
  readonly findings: readonly string[];
} {
  const findings = listOf(found, 'expected').map((one) => {
    const fixed = [...lowest(textOf(one, 'fixed'))].sort().join(', ');
    return `${textOf(one, 'target')} ${textOf(one, 'package')} ${textOf(one, 'version')} ${textOf(one, 'vulnerability')} ${fixed}`;
  });
  const packages =
    found.packages === undefined
      ? undefined
      : listOf(found, 'packages').map(
          (one) => `${textOf(one, 'target')} ${textOf(one, 'name')} ${textOf(one, 'version')}`,
        );
  return { packages: packages && [...new Set(packages)].sort(), findings: [...new Set(findings)].sort() };
}

/** Lock files with the packages in them, and the findings that one scanner tells of a database made up for it. */
export const trivyGoldenSuite: Suite = {
  name: 'trivy-golden',
  async run(folder, options) {
    const tally = new Tally(options);
    const work = await mkdtemp(path.join(tmpdir(), 'seaworthy-suite-'));
    try {
      const database: Readonly<Record<string, readonly Case[]>> = JSON.parse(
        await readFile(path.join(folder, 'db.json'), 'utf8'),
      );
      for (const [name, bytes] of osvFiles(database)) {
        await mkdir(path.dirname(path.join(work, 'osv', name)), { recursive: true });
        await writeFile(path.join(work, 'osv', name), bytes);
      }
      const off = Object.fromEntries(feeds.map(({ setting }) => [setting, 'off']));
      const settings = offlineSettings({
        databaseDirectory: path.join(work, 'database'),
        toolVersion: '0',
        record: false,
        feeds: { ...off, osv: `file://${work}/osv` },
      });
      for (const name of (await readdir(path.join(folder, 'cases'))).sort()) {
        const found: Case = JSON.parse(await readFile(path.join(folder, 'cases', name, 'case.json'), 'utf8'));
        const mode = textOf(found, 'mode');
        await tally.judge(mode, name, async (): Promise<Outcome> => {
          if (mode !== 'directory') return { why: `no runner for the mode ${mode} yet` };
          const report = await scan(`dir:${path.join(folder, 'cases', name, 'input')}`, {
            ...settings,
            development: (found.options as Case | undefined)?.devDeps === true,
          });
          const [told, expected] = [linesOf(report), expectedOf(found)];
          const isSame = (a: readonly string[] | undefined, b: readonly string[]): boolean =>
            a === undefined || a.join('\n') === b.join('\n');
          if (isSame(expected.findings, told.findings) && isSame(expected.packages, told.packages)) return undefined;
          const text = ({
            packages,
            findings,
          }: {
            readonly packages: readonly string[] | undefined;
            readonly findings: readonly string[];
          }): string => `${(packages ?? []).join('; ')} | ${findings.join('; ')}`;
          const problems = report.coverage.problems.map(({ message }) => message).join('; ');
          return { expected: text(expected), actual: `${text(told)} | ${problems}` };
        });
      }
      return tally.result();
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  },
};
