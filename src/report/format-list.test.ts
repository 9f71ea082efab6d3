import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Report } from '../core/index.ts';
import { reportFormats } from './format-list.ts';
import { emptyReport, sampleReport } from './testing/sample-report.ts';

const here = new URL('.', import.meta.url);
const options = { color: false, width: 80 };
const reports: readonly (readonly [string, Report])[] = [
  ['full', sampleReport],
  ['clean', emptyReport(true)],
  ['not judged', emptyReport(false)],
  [
    'directory',
    {
      ...sampleReport,
      subject: { kind: 'files', name: './root', content: 'directory', path: './root' },
      layers: [],
      packages: [],
      findings: [],
    },
  ],
];

/** The same value made in another order of keys and frozen through and through. */
function shuffled<T>(value: T): T {
  if (Array.isArray(value)) return Object.freeze(value.map(shuffled)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.freeze(
    Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, shuffled(each)]),
    ),
  ) as T;
}

test('every folder with a format is in the list, and the other way round', () => {
  const folders = readdirSync(here, { withFileTypes: true })
    .filter((each) => each.isDirectory() && existsSync(new URL(`${each.name}/format.ts`, here)))
    .map((each) => each.name);
  assert.deepEqual(reportFormats.map((format) => format.id).sort(), folders.sort());
});

test('a program that nobody could identify is told wherever the rest of the coverage is', async () => {
  for (const id of ['cyclonedx', 'html', 'json', 'sarif', 'table']) {
    const format = reportFormats.find((one) => one.id === id);
    assert.match((await format?.write(sampleReport, options)) ?? '', /usr\/local\/bin\/pilot/, id);
  }
});

for (const format of reportFormats) {
  test(`${format.id} keeps the contract`, async () => {
    assert.match(format.id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    assert.ok(Number.isInteger(format.version) && format.version > 0);
    assert.match(format.mediaType, /^[a-z]+\/[a-z0-9.+-]+(?:; [a-z]+=[a-zA-Z0-9.-]+)*$/);
    assert.match(format.extension, /^[a-z][a-z0-9]*(?:\.[a-z]+)*$/);
    assert.ok(format.title.length > 5 && format.title.length <= 70, format.title);
    assert.ok(existsSync(new URL(`${format.id}/format.test.ts`, here)), 'has its own test');
    for (const [name, report] of reports) {
      const text = await format.write(report, options);
      assert.ok(text === '' || text.endsWith('\n'), `${name}: ends with a line feed`);
      assert.equal(
        await format.write(shuffled(report), options),
        text,
        `${name}: the same report gives the same bytes`,
      );
      assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/, `${name}: no control characters`);
      assert.ok(text.isWellFormed(), `${name}: no lone surrogates`);
    }
  });
}
