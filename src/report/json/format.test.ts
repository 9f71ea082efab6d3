import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { type Finding, isFixable, type Report, SeaworthyError } from '../../core/index.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { jsonFormat } from './format.ts';
import { reportJsonSchemas } from './published-schema.ts';
import { readReport } from './read.ts';

const options = { color: false, width: 80 };
const published = (name: string): string =>
  readFileSync(new URL(`../../../docs/schemas/${name}`, import.meta.url), 'utf8');
const validatorOf = (version: string) =>
  new Ajv2020({ allErrors: true }).compile(JSON.parse(published(`report-${version}.schema.json`)));
const text = await jsonFormat.write(sampleReport, options);
/** What version 0.1.0 of this program wrote, with schemaVersion 1.0. */
const stored = readFileSync(new URL('../../../lab/fixtures/stored/report-1.0.json', import.meta.url), 'utf8');

test('the published schemas are those in the code', async () => {
  for (const [name, schema] of await reportJsonSchemas()) {
    assert.equal(published(name), schema, 'write it again: see docs/schemas/README.md');
  }
});

test('reports are valid by the published schema, damaged ones are not', async () => {
  const validate = validatorOf('2.0');
  for (const report of [sampleReport, emptyReport(true), emptyReport(false)]) {
    const written = JSON.parse(await jsonFormat.write(report, options));
    assert.ok(validate(written), JSON.stringify(validate.errors?.slice(0, 3)));
  }
  assert.equal(validate({ ...JSON.parse(text), created: 5 }), false);
  assert.equal(validate(JSON.parse(stored)), false, 'the version is another');
  assert.ok(validatorOf('1.0')(JSON.parse(stored)));
});

test('a finding says what it is about only where that is not what the report is about', async () => {
  const [first, ...others] = sampleReport.findings;
  assert.ok(first);
  const subject = { kind: 'host', name: 'node-1' } as const;
  const report: Report = { ...sampleReport, findings: [{ ...first, subject }, ...others] };
  const again = await jsonFormat.write(report, options);
  const said = (JSON.parse(again) as { findings: { subject?: unknown }[] }).findings.map((one) => one.subject);
  assert.deepEqual(said, [subject, ...others.map(() => undefined)]);
  assert.deepEqual(await readReport(again, 'report.json'), report);
});

test('a report of version 1.0 is read as one of today', async () => {
  const report = await readReport(stored, 'report.json');
  assert.equal(report.schemaVersion, '2.0');
  assert.equal(report.findings.length, JSON.parse(stored).findings.length);
  assert.deepEqual(
    await readReport(await jsonFormat.write(report, options), 'again.json'),
    report,
    'and written again',
  );
  const find = (id: string): Finding | undefined => report.findings.find((one) => one.id === id);
  const places = ['CVE-2023-38545', 'secret/aws-access-key', 'secret/gitlab-token', 'image/root-user'].map((id) => {
    const { kind, fix } = find(id) ?? {};
    return [kind, find(id)?.location.kind, fix?.state, fix && isFixable(fix), find(id)?.subject === report.subject];
  });
  assert.deepEqual(places, [
    ['vulnerability', 'image-file', 'fixed', true, true],
    ['secret', 'image-file', 'remedy', false, true],
    ['secret', 'image-config', 'remedy', false, true],
    ['misconfiguration', 'whole', 'remedy', false, true],
  ]);
  const usage = (id: string) => {
    const finding = find(id);
    return finding?.kind === 'vulnerability' ? finding.usage : undefined;
  };
  assert.deepEqual(usage('CVE-2023-38545'), { state: 'in-use', as: 'exec', last: '2024-05-19', file: '/usr/bin/curl' });
  assert.deepEqual(usage('CVE-2023-44487'), { state: 'in-use', as: 'map', last: '2024-05-19' });
  const hours = 3_600_000;
  assert.deepEqual(usage('CVE-2024-2511'), {
    state: 'not-seen',
    observedFor: 3 * hours,
    limits: ['3 events were lost'],
  });
});

test('a later minor version is read, without what it added', async () => {
  for (const [of, version] of [
    [text, '2.7'],
    [stored, '1.4'],
  ] as const) {
    const later = JSON.stringify({ ...JSON.parse(of), schemaVersion: version, moon: 'full' });
    assert.deepEqual(await readReport(later, 'report.json'), await readReport(of, 'report.json'));
  }
});

test('what was written can be read again', async () => {
  assert.deepEqual(await readReport(text, 'report.json'), sampleReport);
  assert.deepEqual(await readReport(`\ufeff${text}`, 'report.json'), sampleReport);
});

test('a report of before coverage told what nobody could identify and what was looked for knows of neither', async () => {
  const { unidentified: _later, lookedFor: _too, ...coverage } = sampleReport.coverage;
  const old = await readReport(JSON.stringify({ ...JSON.parse(text), coverage }), 'report.json');
  assert.deepEqual(old.coverage, { ...coverage, unidentified: [], lookedFor: [] });
});

test('the first keys tell what it is', () => {
  assert.deepEqual(Object.keys(JSON.parse(text)).slice(0, 4), ['schemaVersion', 'tool', 'created', 'subject']);
});

/** The parsed sample with the value at a path replaced. */
function damaged(path: readonly (string | number)[], value: unknown): string {
  const copy: unknown = JSON.parse(text);
  let at = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[path.at(-1) ?? ''] = value;
  return JSON.stringify(copy);
}

test('hostile and damaged reports are refused with the place', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /JSON/],
    ['{"schemaVersion":"1.0"', /JSON/],
    ['[]', /schemaVersion is missing/],
    ['null', /schemaVersion is missing/],
    ['{"schemaVersion":"3.0"}', /schemaVersion is "3.0" and should be "2.0"/],
    ['{"schemaVersion":"2"}', /schemaVersion is "2"/],
    ['{"schemaVersion":2}', /schemaVersion is missing/],
    ['{"schemaVersion":"1.0"}', /tool/],
    ['{"schemaVersion":"2.0"}', /tool/],
    [damaged(['schemaVersion'], '1.0'), /findings\.\d+\./],
    [stored.replace('"schemaVersion": "1.0"', '"schemaVersion": "2.0"'), /findings\.0\.(?:location|fix)/],
    [damaged(['findings', 0, 'location', 'kind'], 'moon'), /findings\.0\.location/],
    [damaged(['findings', 0, 'fix'], { state: 'fixed', versions: [], advice: '' }), /findings\.0\.fix/],
    [damaged(['findings', 0, 'fix'], { state: 'remedy', action: 'change', advice: '' }), /findings\.0\.fix/],
    [damaged(['findings', 0, 'kind'], 'secret'), /findings\.0\.fix/],
    [damaged(['findings', 0, 'subject'], { kind: 'moon', name: '' }), /findings\.0\.subject/],
    ['['.repeat(200_000), /JSON/],
    [damaged(['findings', 0, 'severity'], 'terrible'), /findings\.0\.severity/],
    [damaged(['findings', 0, 'risk', 'score'], 1e9), /findings\.0\.risk\.score/],
    [damaged(['findings', 1, 'evidence'], 'none'), /findings\.1\.evidence/],
    [damaged(['subject', 'digest'], 'sha256:00'), /subject/],
    [damaged(['packages', 2, 'paths'], [1]), /packages\.2\.paths\.0/],
    [damaged(['coverage', 'problems', 0, 'code'], 'E_NONE'), /coverage\.problems\.0\.code/],
    [damaged(['layers'], { length: 3 }), /layers/],
  ];
  for (const [input, why] of cases) {
    await assert.rejects(readReport(input, 'report.json'), (error: unknown) => {
      assert.ok(error instanceof SeaworthyError);
      assert.equal(error.code, 'E_FORMAT');
      assert.equal(error.where, 'report.json');
      assert.match(error.why ?? '', why, input.slice(0, 80));
      return true;
    });
  }
});

test('unknown properties are dropped, prototypes stay as they are', async () => {
  const read = await readReport(text.replace('{', '{"__proto__":{"polluted":1},"later":true,'), 'report.json');
  assert.deepEqual(read, sampleReport);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test('whatever is thrown at it, the answer is a report or an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (input) => {
      await assert.rejects(readReport(input, 'x'), SeaworthyError);
    }),
    { numRuns: 50 },
  );
});
