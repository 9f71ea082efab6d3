import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError, subjectKey } from '../../../core/index.ts';
import type { ImportedResult, ImportedRun } from './imported.ts';
import { importFormats } from './list.ts';
import { importFormat, readImport } from './read-report.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

async function read(value: unknown, format?: string): Promise<ImportedRun> {
  const [run] = await readImport(bytes(value), 'r.json', format === undefined ? undefined : importFormat(format));
  assert.ok(run);
  return run;
}
const missed = ({ problems }: ImportedRun): number => problems.filter(({ incomplete }) => incomplete).length;
const short = (one: ImportedResult | undefined) => [one?.kind, one?.rule, one?.severity, one?.places[0]];

const trivy = {
  SchemaVersion: 2,
  ArtifactName: 'app:1',
  ArtifactType: 'container_image',
  Metadata: {
    ImageID: digest('c'),
    RepoDigests: [`app@${digest('d')}`],
    ImageConfig: { architecture: 'amd64', os: 'linux' },
  },
  Results: [
    {
      Target: 'app:1 (alpine 3.20)',
      Class: 'os-pkgs',
      Type: 'alpine',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2024-1',
          PkgName: 'openssl',
          InstalledVersion: '3.0.1-r0',
          FixedVersion: '3.0.2-r0, 3.1.0-r0',
          Severity: 'HIGH',
          CweIDs: ['CWE-79'],
          CVSS: { nvd: { V3Vector: 'CVSS:3.1/AV:N', V3Score: 7.5 }, odd: { V3Score: 99 } },
        },
      ],
    },
    {
      Target: 'Dockerfile',
      Class: 'config',
      Misconfigurations: [
        {
          ID: 'DS002',
          AVDID: 'AVD-DS-0002',
          Title: 'root',
          Severity: 'HIGH',
          Status: 'FAIL',
          CauseMetadata: { StartLine: 3 },
        },
        { ID: 'DS026', Status: 'PASS' },
        { ID: 'DS001', Status: 'EXCEPTION' },
      ],
    },
    {
      Target: '/app/.env',
      Class: 'secret',
      Secrets: [{ RuleID: 'github-pat', Severity: 'CRITICAL', StartLine: 2, Match: '***' }],
    },
  ],
};

test('Trivy: flaws, misconfigurations and secrets of an image that is known by its digest', async () => {
  const run = await read(trivy);
  assert.deepEqual(run.results.map(short), [
    ['vulnerability', 'CVE-2024-1', 'high', { kind: 'whole' }],
    ['misconfiguration', 'DS002', 'high', { kind: 'file', path: 'Dockerfile', line: 3 }],
    ['misconfiguration', 'DS001', 'unknown', { kind: 'file', path: 'Dockerfile' }],
    ['secret', 'github-pat', 'critical', { kind: 'image-file', path: 'app/.env', line: 2 }],
  ]);
  const [flaw, , exception] = run.results;
  assert.deepEqual(flaw?.fixed, ['3.0.2-r0', '3.1.0-r0']);
  assert.deepEqual(flaw?.cvss, [{ vector: 'CVSS:3.1/AV:N', score: 7.5, source: 'nvd' }]);
  assert.equal(flaw?.package?.type, 'apk');
  assert.ok(exception?.suppression);
  assert.equal(run.subject && subjectKey(run.subject), digest('d'));
  assert.deepEqual([...run.lookedFor].sort(), ['misconfiguration', 'secret', 'vulnerability']);
  assert.equal(missed(run), 0);
  assert.equal(missed(await read({ ...trivy, Results: undefined })), 1);
});

test('Grype: flaws with their other names, and what its rules ignore', async () => {
  const match = {
    vulnerability: {
      id: 'GHSA-2222-2222-2222',
      severity: 'Medium',
      fix: { state: 'fixed', versions: ['2.0.0'] },
      cvss: [],
    },
    relatedVulnerabilities: [{ id: 'CVE-2024-2' }],
    artifact: {
      name: 'left',
      version: '1.0.0',
      type: 'npm',
      purl: 'pkg:npm/left@1.0.0',
      locations: [{ path: '/app/package-lock.json' }],
    },
  };
  const target = {
    userInput: 'app:1',
    imageID: digest('c'),
    manifestDigest: digest('e'),
    os: 'linux',
    architecture: 'arm64',
  };
  const run = await read({
    matches: [match, {}],
    ignoredMatches: [{ ...match, appliedIgnoreRules: [{ reason: 'not used' }] }],
    source: { type: 'image', target },
    descriptor: { name: 'grype', version: '0.116.0' },
  });
  assert.deepEqual(run.results.map(short)[0], [
    'vulnerability',
    'GHSA-2222-2222-2222',
    'medium',
    { kind: 'image-file', path: 'app/package-lock.json' },
  ]);
  assert.deepEqual([run.results[0]?.names, run.results[0]?.fixed], [['CVE-2024-2'], ['2.0.0']]);
  assert.equal(run.results[1]?.suppression?.reason, 'not used');
  assert.equal(run.subject && subjectKey(run.subject), digest('e'));
  assert.equal(missed(run), 1);
});

test('Semgrep: results, what it ignores, and every error', async () => {
  const result = (extra: object) => ({
    check_id: 'py.sqli',
    path: 'a.py',
    start: { line: 3, col: 5 },
    extra: {
      message: 'SQL',
      severity: 'ERROR',
      metadata: { cwe: ['CWE-89: SQL'] },
      lines: '  db.run(q)\n  x',
      ...extra,
    },
  });
  const report = (errors: readonly object[], ...results: readonly object[]) => ({
    version: '1.9',
    results,
    errors,
    paths: { scanned: ['a.py'] },
  });
  const run = await read(
    report([], result({}), result({ is_ignored: true, lines: 'requires login', severity: 'CRITICAL' })),
  );
  assert.deepEqual(run.results.map(short), [
    ['weakness', 'py.sqli', 'high', { kind: 'file', path: 'a.py', line: 3, column: 5 }],
    ['weakness', 'py.sqli', 'critical', { kind: 'file', path: 'a.py', line: 3, column: 5 }],
  ]);
  assert.deepEqual(
    run.results.map(({ context, suppression }) => [context, suppression !== undefined]),
    [
      ['db.run(q)', false],
      [undefined, true],
    ],
  );
  assert.equal(missed(run), 0);
  assert.equal(
    missed(await read(report([{ level: 'warn', message: 'Syntax error' }, { level: 'error' }, { level: 'info' }]))),
    2,
  );
});

test('gitleaks: secrets by value where it is told; an empty list has to be named', async () => {
  const leak = {
    RuleID: 'aws-access-token',
    Description: 'AWS',
    StartLine: 4,
    StartColumn: 2,
    File: 'a.env',
    Secret: 'v',
    Commit: 'a'.repeat(40),
    Fingerprint: 'f',
  };
  const run = await read([leak, { ...leak, Secret: 'REDACTED' }]);
  assert.deepEqual(
    run.results.map(({ secret }) => secret),
    ['v', undefined],
  );
  assert.deepEqual(short(run.results[0]), [
    'secret',
    'aws-access-token',
    'high',
    { kind: 'file', path: 'a.env', line: 4, column: 2 },
  ]);
  await assert.rejects(readImport(bytes([]), 'r'), { code: 'E_FORMAT' });
  assert.deepEqual((await read([], 'gitleaks')).results, []);
});

test('Checkov: one framework or several, what was skipped, and what could not be parsed', async () => {
  const check = {
    check_id: 'CKV_DOCKER_3',
    check_name: 'user',
    file_path: '/Dockerfile',
    file_line_range: [2, 9],
    severity: null,
  };
  const run = {
    check_type: 'dockerfile',
    results: {
      failed_checks: [check],
      skipped_checks: [{ ...check, check_result: { suppress_comment: 'known' } }],
      parsing_errors: [],
    },
    summary: { checkov_version: '3.2', passed: 4 },
  };
  const one = await read(run);
  assert.deepEqual(short(one.results[0]), [
    'misconfiguration',
    'CKV_DOCKER_3',
    'unknown',
    { kind: 'file', path: 'Dockerfile', line: 2 },
  ]);
  assert.equal(one.results[1]?.suppression?.reason, 'known');
  assert.equal(missed(one), 0);
  assert.equal((await readImport(bytes([run, run]), 'r')).length, 2);
  assert.equal(missed(await read({ ...run, results: { ...run.results, parsing_errors: ['/x', '/y'] } })), 2);
  assert.equal(missed(await read({ passed: 0, failed: 0, resource_count: 0, checkov_version: '3.2' })), 1);
});

test('kube-bench: what failed, and what a person has to look at is open', async () => {
  const tests = (...status: readonly string[]) => [
    { results: status.map((one, at) => ({ test_number: `1.1.${at}`, test_desc: 'd', status: one, remediation: 'r' })) },
  ];
  const report = (...status: readonly string[]) => ({
    Controls: [{ version: 'cis-1.8', node_type: 'master', tests: tests(...status) }],
  });
  const run = await read(report('PASS', 'FAIL', 'INFO'));
  assert.deepEqual(
    run.results.map(({ rule, advice }) => [rule, advice]),
    [['cis-1.8 master 1.1.1', 'r']],
  );
  assert.equal(missed(run), 0);
  assert.equal(missed(await read(report('PASS', 'WARN'))), 1);
  assert.equal(missed(await read(report())), 1);
});

test('whatever stands in a document: a result, or an error of ours, and never a result of the wrong type', async () => {
  const any = fc.jsonValue({ maxDepth: 4 });
  const shapes = fc.oneof(
    fc.record({
      version: fc.constant('2.1.0'),
      runs: fc.array(fc.oneof(any, fc.record({ tool: any, results: fc.array(any), invocations: any }))),
    }),
    fc.record({
      SchemaVersion: any,
      ArtifactName: any,
      ArtifactType: fc.constant('container_image'),
      Metadata: any,
      Results: fc.array(fc.record({ Class: any, Vulnerabilities: any, Secrets: any, Misconfigurations: any })),
    }),
    fc.record({ matches: fc.array(any), ignoredMatches: any, descriptor: fc.constant({ name: 'grype' }), source: any }),
    fc.record({ results: fc.array(any), errors: fc.array(any), paths: fc.constant({}) }),
    fc.array(fc.record({ RuleID: fc.string(), Secret: any, File: any, StartLine: any })),
    fc.record({
      check_type: fc.string(),
      results: fc.record({ failed_checks: any, skipped_checks: any, parsing_errors: any }),
      summary: any,
    }),
    fc.record({ Controls: fc.array(fc.record({ node_type: fc.string(), tests: fc.array(any) })) }),
    fc.record({ site: fc.array(any), '@version': any }),
  );
  await fc.assert(
    fc.asyncProperty(shapes, async (value) => {
      try {
        for (const run of await readImport(bytes(value), 'r'))
          for (const { title, rule, places, at } of run.results) {
            assert.ok([title, rule, at].every((text) => typeof text === 'string' && text !== ''));
            assert.ok(places.length > 0);
          }
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
      }
    }),
  );
});

test('no document is of two forms', async () => {
  const samples = [
    trivy,
    { matches: [], descriptor: { name: 'grype' } },
    { results: [], errors: [], paths: {} },
    [{ RuleID: 'x' }],
  ];
  for (const json of samples)
    assert.equal(
      importFormats.filter((one) => one.knows({ json }, false)).length,
      1,
      JSON.stringify(json).slice(0, 40),
    );
});

test('green means judged: what was counted, left out or cannot be read is told in every form', async () => {
  const ofTrivy = (result: unknown) => ({ ...trivy, Results: [result] });
  const { Results: _none, ...bare } = trivy;
  const documents: Readonly<Record<string, unknown>> = {
    'Trivy: no list': { ...bare, Results: {} },
    'Trivy: an entry that is nothing': ofTrivy('x'),
    'Trivy: flaws that are no list': ofTrivy({ Target: 'a', Class: 'os-pkgs', Vulnerabilities: 'x' }),
    'Trivy: a flaw without an id': ofTrivy({
      Target: 'a',
      Class: 'os-pkgs',
      Vulnerabilities: [{ Severity: 'CRITICAL' }],
    }),
    'Trivy: a check without an id': ofTrivy({ Target: 'a', Class: 'config', Misconfigurations: [{ Status: 'FAIL' }] }),
    'Trivy: a secret without a rule': ofTrivy({ Target: 'a', Class: 'secret', Secrets: [null] }),
    'Trivy: licences': ofTrivy({ Target: 'a', Class: 'license', Licenses: [{ Name: 'X' }] }),
    'Semgrep: no file': { results: [], errors: [], paths: { scanned: [] } },
    'ZAP: alerts that are no list': { '@version': '2', site: [{ '@name': 'http://h', alerts: null }] },
    'ZAP: a site that is nothing': { '@version': '2', site: [null] },
    'kube-bench: a word of its own': {
      node_type: 'node',
      tests: [{ results: [{ status: 'fail' }, { status: 'PASS' }] }],
    },
    'Checkov: more failed than listed': {
      check_type: 'dockerfile',
      results: { failed_checks: null, passed_checks: [{}] },
      summary: { failed: 3, passed: 1 },
    },
    'Checkov: no list': { check_type: 'dockerfile', results: { failed_checks: {}, passed_checks: [{}] } },
  };
  for (const [what, document] of Object.entries(documents)) assert.ok(missed(await read(document)) > 0, what);
  const sound: readonly unknown[] = [
    ofTrivy({ Target: 'a', Class: 'os-pkgs', Vulnerabilities: null }),
    ofTrivy({ Target: 'a', Class: 'lang-pkgs' }),
    { results: [], errors: [], paths: { scanned: ['a'] } },
    { '@version': '2', site: [{ '@name': 'http://h', alerts: [] }] },
  ];
  for (const document of sound) assert.equal(missed(await read(document)), 0, JSON.stringify(document));
  const [odd] = (await read(ofTrivy({ Class: 'config', Misconfigurations: [{ ID: 'X', Status: 'fail' }] }))).results;
  assert.ok(odd);
  assert.equal(odd.suppression, undefined, 'a status that nobody knows sets nothing aside');
  await assert.rejects(read({ ...trivy, SchemaVersion: 3 }), { code: 'E_FORMAT' });
});

test('no name in a report gives a secret away: tool, version, rule, package, place', async () => {
  const secret = ['ghp', '_016C7rXvT4kQm9ZbLs2Nf8WdYhJp3E1aGcUo'].join('');
  const sarif = {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: `T ${secret}`, version: secret } },
        invocations: [{ executionSuccessful: false }],
        results: [
          {
            ruleId: secret,
            message: { text: 'm' },
            locations: [{ physicalLocation: { artifactLocation: { uri: secret } } }],
          },
        ],
      },
    ],
  };
  const flaw = {
    VulnerabilityID: secret,
    PkgName: secret,
    InstalledVersion: secret,
    FixedVersion: secret,
    PkgPath: secret,
  };
  const image = {
    ...trivy,
    ArtifactName: secret,
    Results: [{ Target: 'a', Class: 'lang-pkgs', Vulnerabilities: [flaw] }],
  };
  for (const document of [sarif, image]) {
    const { results, problems, tool, version, subject } = await read(document);
    const names = results.map(({ rule, places, package: found, fixed }) => ({ rule, places, found, fixed }));
    const text = JSON.stringify({ names, problems, tool, version, subject });
    assert.equal(results.length, 1);
    assert.equal(text.toLowerCase().includes(secret.slice(8, 30).toLowerCase()), false, text);
  }
});
