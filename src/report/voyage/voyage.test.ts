import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { phases, type Voyage } from '../../core/index.ts';
import { displayWidth } from '../terminal/width.ts';
import { closeBrowser, inBrowser, lowContrast, noBrowser as skip } from '../testing/in-browser.ts';
import { mostMarks } from './picture.ts';
import {
  damagedVoyage,
  emptyVoyage,
  hostileText,
  laterVoyage,
  longVoyage,
  sampleVoyage,
} from './testing/sample-voyage.ts';
import { voyageFormats } from './voyage-formats.ts';

const samples = { sampleVoyage, damagedVoyage, emptyVoyage, longVoyage, laterVoyage };

const write = async (id: string, voyage: Voyage, width = 80, color = false): Promise<string> => {
  const format = voyageFormats.find((one) => one.id === id);
  assert.ok(format !== undefined);
  return format.write(voyage, { color, width });
};

test('text: no line is wider than the terminal, and nothing steers it', async () => {
  for (const [name, voyage] of Object.entries(samples)) {
    for (const width of [40, 80, 200]) {
      for (const line of (await write('text', voyage, width)).split('\n')) {
        assert.ok(displayWidth(line) <= width, `${name} at ${width}: ${displayWidth(line)}: ${line}`);
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
        assert.doesNotMatch(line, / $/);
      }
    }
  }
});

test('what was not checked this time is told, and when it was', async () => {
  const [text, page] = [await write('text', laterVoyage, 200), await write('html', laterVoyage)];
  assert.match(await write('text', sampleVoyage, 200), /chain +whole: 40 records of the ledger checked\n/);
  for (const told of [text, page].map((one) => one.replace(/\s+/g, ' '))) {
    assert.match(
      told,
      /whole.*: 2 new records checked, up to record 99998 by a check of 2026-03-02 08:00:00 UTC, all at once/,
    );
    assert.match(told, /up to record 90000 of 2026-02-01 08:00:00 UTC; seaworthy ledger verify checks all again/);
  }
});

test('text: colour adds nothing but colour', async () => {
  assert.equal(
    stripVTControlCharacters(await write('text', sampleVoyage, 80, true)),
    await write('text', sampleVoyage),
  );
});

test('text: damage stands first, then the standing, what is open, what was decided, and each phase', async () => {
  const text = await write('text', damagedVoyage);
  assert.match(text, /^THE LEDGER IS NOT AS IT WAS WRITTEN\n/);
  assert.match(text, /and 2 more problems/);
  assert.doesNotMatch(text, /chain +whole/);
  const order = [
    '✗ 1 thing to put right, 1 thing not known',
    'Open\n',
    'Decided last',
    'Build\n',
    'Ship\n',
    'Deploy\n',
    'Run\n',
    'Retire\n',
    'Of no known phase\n',
  ];
  const places = order.map((part) => text.indexOf(part));
  assert.ok(
    places.every((place, index) => place > (places[index - 1] ?? 0)),
    JSON.stringify(places),
  );
  assert.match(text, /✓ build ── ✓ ship ── ✓ deploy ── · run ── ○ retire/);
  assert.match(text, /Retire\n {2}Nothing recorded: whether it may go, or went\./);
});

test('text: what is over, and where nothing is open', async () => {
  assert.match(await write('text', emptyVoyage), /✓ Nothing is open/);
  const doubtful = { ...emptyVoyage, integrity: damagedVoyage.integrity };
  assert.match(await write('text', doubtful), /✗ Nothing here is certain: the ledger is damaged/);
  const [grave] = sampleVoyage.unplaced;
  assert.ok(grave !== undefined);
  const over = { ...emptyVoyage, unplaced: [{ ...grave, kind: 'tombstone' }] };
  assert.match(await write('text', over), /· Removed: the voyage is over/);
});

test('of very many events of a phase the newest are told, and how many older ones there are', async () => {
  const text = await write('text', longVoyage);
  assert.equal(text.match(/8 older events not shown: see -o json or -o html=FILE/g)?.length, phases.length);
  assert.ok(text.includes('Step 19') && !text.includes('Step 7\n') && text.includes('Step 8\n'));
  const page = await write('html', longVoyage);
  assert.equal(page.match(/<summary>8 older events<\/summary>/g)?.length, phases.length);
  assert.ok(page.includes('Step 7<'));
});

test('JSON: everything, as it is', async () => {
  assert.deepEqual(JSON.parse(await write('json', sampleVoyage)), sampleVoyage);
});

test('HTML: hostile text stays text, nothing is loaded, nothing runs', async () => {
  for (const voyage of Object.values(samples)) {
    const page = await write('html', voyage);
    assert.ok(!page.includes(hostileText));
    assert.doesNotMatch(page, /<script|javascript:|\u202e|\u001b/);
    assert.doesNotMatch(
      page,
      /<(?:link|img|iframe|object|embed|base|video|audio)\b|@import|url\(|\bsrc=|style="|\son[a-z]+=/i,
    );
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    assert.ok(page.includes(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`));
    assert.ok(page.includes("default-src 'none'"));
  }
});

test('HTML: tags are closed in order, anchors are unique and links lead somewhere', async () => {
  const empty = new Set(['meta', 'br', 'path', 'line', 'circle']);
  for (const voyage of Object.values(samples)) {
    const page = (await write('html', voyage)).replace(/<style>[\s\S]*?<\/style>/g, '');
    const open: string[] = [];
    for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (slash === '/') assert.equal(open.pop(), name);
      else if (!empty.has(name)) open.push(name);
    }
    assert.deepEqual(open, []);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, to] of page.matchAll(/ href="#([^"]*)"/g)) assert.ok(ids.includes(to), to);
  }
});

test('HTML: the picture shows every event, and of very many the newest', async () => {
  const marks = async (voyage: Voyage): Promise<number> =>
    (await write('html', voyage)).split('class="spot ').length - 1;
  assert.equal(await marks(sampleVoyage), 2 * 8);
  assert.equal(await marks(emptyVoyage), 0);
  assert.equal(await marks(longVoyage), 2 * mostMarks);
  assert.match(await write('html', longVoyage), /The newest 40 of 100 events\.<\/p><p>1 event of no known phase/);
});

test('HTML: the newest scan links to the report beside the page, and nothing does where there is none', async () => {
  const format = voyageFormats.find(({ id }) => id === 'html');
  const page = (beside: { readonly report?: string }): Promise<string> =>
    format?.write(sampleVoyage, { color: false, width: 80, beside }) ?? Promise.resolve('');
  const linked = await page({ report: './"><script>.html' });
  assert.equal(linked.split('href="./&quot;&gt;&lt;script&gt;.html"').length - 1, 2, 'at the top and in the log');
  const entry = /<li id="record-5">[\s\S]*?<\/li>\n/.exec(linked)?.[0] ?? '';
  assert.match(entry, />the report<\/a>/);
  assert.doesNotMatch(await page({}), /the report<|newest report/);
});

test('HTML: it is called what a person knows the image by', async () => {
  const names = ['oci:/tmp/build-8f3/harbour:2'];
  const page = await write('html', { ...emptyVoyage, names });
  assert.match(page, /<title>harbour:2 · Voyage/);
  assert.match(page, /<h1>harbour:2<\/h1>/);
  assert.match(page, /Also seen as <code>oci:\/tmp\/build-8f3\/harbour:2<\/code>/);
});

describe('the page in a browser', { skip }, () => {
  after(closeBrowser);

  for (const [name, voyage] of Object.entries(samples))
    for (const colorScheme of ['light', 'dark'] as const)
      test(`${name}: fits, shows one picture, loads nothing, can be read, ${colorScheme}`, async () => {
        const files = { 'voyage.html': await write('html', voyage) };
        await inBrowser(
          files,
          async ({ page, trouble }) => {
            for (const width of [390, 1280]) {
              await page.setViewportSize({ width, height: 900 });
              assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width, `overflows at ${width}`);
              assert.equal(await page.locator('svg.course:visible').count(), 1);
            }
            assert.equal(await page.getByRole('alert').count(), voyage.integrity.ok ? 0 : 1);
            assert.deepEqual(await lowContrast(page), []);
            assert.deepEqual(trouble, []);
          },
          { colorScheme },
        );
      });
});

test('what was found again and again is one event that says how often', async () => {
  const [build, ...others] = sampleVoyage.phases;
  assert.ok(build !== undefined);
  const scanned = build.events.findIndex(({ kind }) => kind === 'scan');
  const again = { count: 12, time: '2026-11-29T06:00:01.000Z', sequence: 77 };
  const events = build.events.map((event, at) => (at === scanned ? { ...event, again } : event));
  const voyage = { ...sampleVoyage, phases: [{ ...build, events }, ...others] };
  for (const id of ['text', 'html']) {
    const said = (await write(id, voyage, 200)).replace(/\s+/g, ' ');
    assert.ok(said.includes('the same 12 times more, last at 2026-11-29 06:00:01 UTC (record 77)'), said);
  }
  const before = /ledger +(\d+) records/.exec(await write('text', sampleVoyage))?.[1];
  const now = /ledger +(\d+) records/.exec(await write('text', voyage))?.[1];
  assert.equal(Number(now), Number(before) + 12);
});
