import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { SeaworthyError } from '../../core/index.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { jsonFormat } from './format.ts';
import { readReport } from './read.ts';
import { reportJsonSchema } from './schema.ts';

const options = { color: false, width: 80 };
const published = new URL('../../../docs/schemas/report-1.0.schema.json', import.meta.url);
const text = await jsonFormat.write(sampleReport, options);

test('the published schema is the one in the code', () => {
  assert.equal(readFileSync(published, 'utf8'), reportJsonSchema(), 'write it again: see docs/schemas/README.md');
});

test('reports are valid by the published schema, damaged ones are not', () => {
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(published, 'utf8')));
  for (const report of [sampleReport, emptyReport(true), emptyReport(false)]) {
    assert.ok(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors?.slice(0, 3)));
  }
  assert.equal(validate({ ...sampleReport, created: 5 }), false);
});

test('what was written can be read again', async () => {
  assert.deepEqual(await readReport(text, 'report.json'), sampleReport);
  assert.deepEqual(await readReport(`\ufeff${text}`, 'report.json'), sampleReport);
});

test('a report of before coverage told what nobody could identify and what was looked for knows of neither', async () => {
  const { unidentified: _later, lookedFor: _too, ...coverage } = sampleReport.coverage;
  const old = await readReport(JSON.stringify({ ...sampleReport, coverage }), 'report.json');
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
    ['{"schemaVersion":"2.0"}', /schemaVersion is "2.0"/],
    ['{"schemaVersion":"1.0"}', /tool/],
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
