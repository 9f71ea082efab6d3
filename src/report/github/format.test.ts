import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Package, Report } from '../../core/index.ts';
import type { WorkflowRun } from '../format.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { githubFormat } from './format.ts';

interface Resolved {
  readonly package_url: string;
  readonly relationship?: string;
  readonly scope: string;
  readonly dependencies: readonly string[];
}

interface Snapshot {
  readonly version: number;
  readonly sha?: string;
  readonly ref?: string;
  readonly job: { readonly id?: string; readonly correlator?: string; readonly html_url?: string };
  readonly detector: Readonly<Record<string, string>>;
  readonly scanned: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly manifests: Readonly<
    Record<string, { readonly name: string; readonly file?: object; readonly resolved: Record<string, Resolved> }>
  >;
}

const workflow: WorkflowRun = {
  commit: '0123456789abcdef0123456789abcdef01234567',
  ref: 'refs/heads/main',
  id: '4711',
  workflow: 'build',
  job: 'image',
  page: 'https://github.example.com/shop/web/actions/runs/4711',
};
const written = async (run: WorkflowRun | undefined, report: Report = sampleReport): Promise<Snapshot> =>
  JSON.parse(await githubFormat.write(report, { color: false, width: 80, ...(run ? { workflow: run } : {}) }));

test('a snapshot says which commit and run it is of, and has what GitHub asks for', async () => {
  const { version, sha, ref, job, detector, scanned, metadata } = await written(workflow);
  assert.deepEqual([version, sha, ref, scanned], [0, workflow.commit, 'refs/heads/main', sampleReport.created]);
  const { subject } = sampleReport;
  assert.deepEqual(job, { id: '4711', correlator: `build_image_${subject.name}`, html_url: workflow.page });
  assert.deepEqual(Object.keys(detector).sort(), ['name', 'url', 'version']);
  assert.ok(Object.keys(metadata).length <= 8);
  for (const value of Object.values(metadata)) assert.ok(['string', 'number'].includes(typeof value));
  assert.ok(!('seaworthy:missing' in metadata));
  assert.equal(githubFormat.lacks?.({ color: false, width: 80, workflow }), undefined);
});

test('what was not looked at is said', async () => {
  const { metadata } = await written(workflow);
  assert.equal(
    metadata['seaworthy:problems-that-make-it-incomplete'],
    sampleReport.coverage.problems.filter(({ incomplete }) => incomplete).length,
  );
});

/** Runs of which something is not known, or is not what GitHub would take, and the variable that is named. */
const lacking: readonly (readonly [run: WorkflowRun | undefined, variables: readonly string[]])[] = [
  [undefined, ['GITHUB_SHA', 'GITHUB_REF', 'GITHUB_RUN_ID', 'GITHUB_WORKFLOW', 'GITHUB_JOB']],
  [{ ...workflow, commit: 'main' }, ['GITHUB_SHA']],
  [{ ...workflow, commit: `${workflow.commit}0` }, ['GITHUB_SHA']],
  [{ ...workflow, ref: 'main' }, ['GITHUB_REF']],
  [{ ...workflow, id: '' }, ['GITHUB_RUN_ID']],
  [{ ...workflow, job: '' }, ['GITHUB_JOB']],
];
for (const [run, variables] of lacking) {
  test(`without ${variables.join(' and ')} it is written, and what is missing is said`, async () => {
    const { metadata, sha, ref, job } = await written(run);
    const said = String(metadata['seaworthy:missing']);
    for (const variable of variables) assert.match(said, new RegExp(variable));
    assert.equal(said.split(', ').length, variables.length);
    assert.equal(sha === undefined, variables.includes('GITHUB_SHA'));
    assert.equal(ref === undefined, variables.includes('GITHUB_REF'));
    if (variables.includes('GITHUB_RUN_ID')) assert.equal(job.id, undefined);
    if (variables.includes('GITHUB_JOB')) assert.equal(job.correlator, undefined);
    const lacks = githubFormat.lacks?.({ color: false, width: 80, ...(run ? { workflow: run } : {}) });
    for (const variable of variables) assert.match(lacks ?? '', new RegExp(variable));
  });
}

const declared = (name: string, more: Partial<Package>): Package => ({
  ...{ id: `pkg:npm/${name}@1.0.0 /web/package-lock.json`, name, version: '1.0.0', purl: `pkg:npm/${name}@1.0.0` },
  ...{ type: 'npm', versionOrder: 'semver', licences: [], files: [], foundBy: 'npm-lock', evidence: 'declared' },
  ...{ path: 'web/package-lock.json', paths: ['web/package-lock.json'] },
  ...more,
});

test('a lock file is a manifest, with what it says of each package', async () => {
  const [a, b] = [declared('a', { direct: true }), declared('b', { direct: false, development: true })];
  const { manifests } = await written(workflow, { ...sampleReport, packages: [{ ...a, dependencies: [b.id] }, b] });
  const lock = 'web/package-lock.json';
  assert.deepEqual(manifests, {
    [lock]: {
      name: lock,
      file: { source_location: lock },
      resolved: {
        [a.purl]: { package_url: a.purl, relationship: 'direct', scope: 'runtime', dependencies: [b.purl] },
        [b.purl]: { package_url: b.purl, relationship: 'indirect', scope: 'development', dependencies: [] },
      },
    },
  });
});

test('what is installed is a manifest a kind, and no file of the repository', async () => {
  const { manifests } = await written(workflow);
  const kinds = new Set(sampleReport.packages.map(({ type }) => type));
  assert.equal(Object.keys(manifests).length, kinds.size);
  for (const { file, resolved } of Object.values(manifests)) {
    assert.equal(file, undefined);
    for (const one of Object.values(resolved)) assert.ok(!('relationship' in one), 'nobody says who asked for it');
  }
  const all = Object.values(manifests).flatMap(({ resolved }) => Object.keys(resolved));
  assert.deepEqual(all.sort(), [...new Set(sampleReport.packages.map(({ purl }) => purl))].sort());
});

test('the same package in two places is one, by what either says for certain', async () => {
  const [a, again] = [declared('a', { development: true, direct: false }), declared('a', { direct: true })];
  for (const packages of [
    [a, again],
    [again, a],
  ]) {
    const { manifests } = await written(workflow, { ...sampleReport, packages });
    const [resolved] = Object.values(manifests['web/package-lock.json']?.resolved ?? {});
    assert.deepEqual([resolved?.relationship, resolved?.scope], ['direct', 'runtime']);
  }
});
