import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import * as packers from '../../../../../lab/fixtures/index.ts';
import type { Advisory } from '../../../../core/index.ts';
import type { Feed } from '../feed.ts';
import { feeds } from '../feeds/index.ts';
import { chooseSeverity } from './severity.ts';
import { exampleOf, filesOf } from './testing/example-files.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../../docs/severity.md'), 'utf8');

/** Cells of the table by distribution. */
const rows: ReadonlyMap<string, readonly string[]> = new Map(
  page.split('\n').flatMap((line): [string, string[]][] => {
    const [, id = '', ...cells] = line.split('|').map((cell) => cell.trim());
    const name = /^`(.+)`$/.exec(id)?.[1];
    return name === undefined ? [] : [[name, cells]];
  }),
);

const advisories = new Map<Feed, readonly Advisory[]>();

before(async () => {
  for (const feed of feeds) {
    await feed.prepare?.();
    const example = await exampleOf(feed);
    const records = [...feed.parse(example.partition, filesOf(example, packers)).records];
    advisories.set(
      feed,
      records.flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : [])),
    );
  }
});

const covering = (id: string): readonly Feed[] => feeds.filter(({ distributions }) => distributions?.includes(id));
const namedIn = (cell: string | undefined): readonly string[] => [...(cell ?? '').split(', ')].sort();

test('the page about severities has a row for each distribution that is judged', () => {
  const judged = new Set(feeds.flatMap(({ distributions = [] }) => distributions));
  assert.deepEqual([...rows.keys()].sort(), [...judged].sort());
});

for (const id of rows.keys()) {
  test(`the page about severities: ${id}: which feeds, whose word, whose scores`, () => {
    const [named, word, scores, why] = rows.get(id) ?? [];
    assert.equal(
      named,
      covering(id)
        .map((feed) => `\`${feed.id}\``)
        .join(', '),
    );
    const all = covering(id).flatMap((feed) => advisories.get(feed) ?? []);
    const words = new Set(all.flatMap(({ severity }) => severity?.source ?? []));
    assert.deepEqual(namedIn(word), words.size === 0 ? ['nobody’s'] : [...words].sort());
    const own = new Set(all.flatMap(({ cvss }) => cvss.map(({ source }) => source)));
    // Where nobody who speaks of the package has a score, the NVD is asked.
    assert.deepEqual(namedIn(scores), own.size === 0 ? ['NVD'] : [...own].sort());
    assert.ok(why);
    // Whoever has both words and scores: the word counts.
    for (const { severity, ...one } of all)
      if (severity) assert.deepEqual(chooseSeverity([{ ...one, severity }]), severity);
  });
}
