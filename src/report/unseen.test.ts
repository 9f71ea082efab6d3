import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportFormats } from './format-list.ts';
import { sampleReport } from './testing/sample-report.ts';
import { sampleVoyage } from './voyage/testing/sample-voyage.ts';
import { voyageFormats } from './voyage/voyage-formats.ts';

/* Nothing that steers or hides comes through any format, wherever in a report it stands. */

const unseen = [
  '\u202e',
  '\u2066',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u061c',
  '\u3164',
  '\u{e0041}',
  '\u0007',
];

/** The value with hidden characters in every text of people: ids, paths, words; not where a format has a form to keep. */
function infested(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    const isFormed =
      /^(?:sha\d+:|pkg:|https?:)|^\d{4}-/.test(value) ||
      /^(?:kind|state|severity|code|os|schemaVersion|architecture|type|vector|phase|outcome|reason|by)$/.test(key);
    return isFormed ? value : `${value}${unseen.join('x')}`;
  }
  if (Array.isArray(value)) return value.map((each) => infested(each, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, infested(each, name)]));
}

const kept = (text: string): string[] =>
  unseen.filter((character) => text.includes(character)).map((one) => JSON.stringify(one));

for (const format of reportFormats) {
  test(`what cannot be seen is not in ${format.id}`, async () => {
    const report = infested(sampleReport) as typeof sampleReport;
    assert.deepEqual(kept(await format.write(report, { color: false, width: 100 })), []);
  });
}

for (const format of voyageFormats) {
  test(`what cannot be seen is not in a voyage as ${format.id}`, async () => {
    const voyage = infested(sampleVoyage) as typeof sampleVoyage;
    assert.deepEqual(kept(await format.write(voyage, { color: false, width: 100 })), []);
  });
}
