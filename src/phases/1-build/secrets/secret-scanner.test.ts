import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { severities } from '../../../core/index.ts';
import { secretDetectors } from './detectors/index.ts';
import { sample } from './sample.ts';
import { secretScanner } from './secret-scanner.ts';

const key = Buffer.from('a key for tests');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const all = secretScanner({ key });
const settings = 'srv/settings.xml';

for (const detector of secretDetectors) {
  test(`detector ${detector.id}: its own examples`, () => {
    const alone = secretScanner({ key, detectors: [detector] });
    for (const text of detector.examples()) {
      for (const around of [text, `\n# x\n ${text}\n`, `é ${text} é`]) {
        assert.equal(alone.scan(settings, bytes(around)).hits[0]?.detector, detector.id, around);
        assert.equal(alone.scan(settings, bytes(around)).hits.length, 1, around);
      }
      // Beside the others its finding is still that of this detector.
      assert.equal(all.scan(settings, bytes(text)).hits[0]?.detector, detector.id, text);
    }
    for (const text of detector.others()) {
      for (const path of [settings, 'etc/app.conf']) assert.deepEqual(alone.scan(path, bytes(text)).hits, [], text);
    }
  });

  test(`detector ${detector.id}: a pattern whose cost has a bound`, () => {
    for (const form of [detector, ...(detector.forms ?? [])]) {
      const { source, sticky, global } = form.pattern;
      assert.ok(sticky && !global);
      const outside = source.replace(/\\./g, 'e').replace(/\[(?:[^\]])*\]/g, 'c');
      assert.doesNotMatch(outside, /[*+]|\{\d+,\}/, 'a quantifier without a bound');
      assert.doesNotMatch(outside, /\{\d+(?:,\d+)?\}\)+\{\d{2,}/, 'quantifiers nested many times');
    }
  });
}

test('detectors: the catalogue is well formed', () => {
  const ids = secretDetectors.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length >= 250, 'kinds of secrets');
  for (const { id, title, why, remedy, severity, references, keywords, examples, others } of secretDetectors) {
    assert.match(id, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    assert.ok(title !== '' && why.endsWith('.') && remedy.endsWith('.') && severities.includes(severity), id);
    assert.ok(keywords.length > 0 && keywords.every((keyword) => keyword.length >= 3), id);
    assert.ok(examples().length > 0 && others().length > 0, id);
    for (const reference of references) assert.ok(URL.canParse(reference), reference);
  }
});

const token = ['gl', 'pat-', sample(20)].join('');

test('secrets: place, masked edges, keyed fingerprint, and never the value', () => {
  const { hits } = all.scan('app/.env', bytes(`A=1\n# é😀 ${token}\nB=${token}\n`));
  assert.deepEqual(
    hits.map(({ line, column, masked, length }) => [line, column, masked, length]),
    [
      [2, 7, `gl…${token.slice(-2)}`, 26],
      [3, 3, `gl…${token.slice(-2)}`, 26],
    ],
  );
  assert.equal(hits[0]?.fingerprint, hits[1]?.fingerprint);
  const otherwise = secretScanner({ key: Buffer.from('another') }).scan('app/.env', bytes(token)).hits[0];
  assert.notEqual(otherwise?.fingerprint, hits[0]?.fingerprint);
  assert.ok(!JSON.stringify(hits).includes(token.slice(6, 12)));
});

test('secrets: a file that holds a token and no word beside it is known by its name', () => {
  const old = ['s', sample(24)].join('.');
  const found = (path: string): readonly string[] => all.scan(path, bytes(`${old}\n`)).hits.map((hit) => hit.detector);
  assert.deepEqual(found('root/.vault-token'), ['vault-token']);
  assert.deepEqual(found('.vault-token'), ['vault-token']);
  assert.deepEqual(found('root/x.vault-token'), []);
  assert.deepEqual(all.scan('root/.vault-token', bytes('s.xxxxxxxxxxxxxxxxxxxxxxxx')).hits, []);
});

test('secrets: a short value shows nothing of itself', () => {
  const { hits } = all.scan('etc/app.conf', bytes('password = "k7%Tq2!zX"\n'));
  assert.equal(hits[0]?.masked, '…');
});

const paths: readonly { readonly path: string; readonly size: number; readonly wanted: boolean }[] = [
  { path: 'app/.env', size: 100, wanted: true },
  { path: 'home/me/.ssh/id_rsa', size: 1_700, wanted: true },
  { path: 'usr/lib/x.SO', size: 100, wanted: false },
  { path: 'a.d/so', size: 100, wanted: true },
  { path: 'empty', size: 0, wanted: false },
  // Its size is the reader's business: a text beyond the bound is told.
  { path: 'dump.sql', size: 90 * 1024 * 1024, wanted: true },
];

for (const { path, size, wanted } of paths) {
  test(`secrets: ${path} of ${size} bytes is ${wanted ? '' : 'not '}read`, () => {
    assert.equal(all.wants(path, { size, mode: 0o644 }), wanted);
  });
}

test('secrets: text is told from other bytes, and UTF-16 is read', () => {
  assert.equal(all.sniff(bytes('abc\n')), true);
  assert.equal(all.sniff(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0])), false);
  assert.equal(all.sniff(bytes('%PDF-1.7')), false);
  const wide = Buffer.from(`\ufeffA\r\nkey ${token}`, 'utf16le');
  assert.equal(all.sniff(wide), true);
  assert.equal(all.scan('x.txt', wide).hits[0]?.line, 2);
});

test('secrets: among tests and documentation they weigh less and are still told', () => {
  const { hits } = all.scan('usr/share/doc/x/examples/a.conf', bytes(token));
  assert.equal(hits[0]?.severity, 'low');
  assert.match(hits[0]?.notes.join() ?? '', /among tests/);
});

test('secrets: a file full of them is bounded and says so', () => {
  const many = all.scan('x', bytes(`${token}\n`.repeat(300)));
  assert.equal(many.hits.length, 200);
  assert.match(many.problems.join(), /of 300 secrets/);
  const hostile = all.scan('x', bytes('password '.repeat(600_000)));
  assert.match(hostile.problems.join(), /too many places/);
  // Three letters in the middle of a program in base64 are no place that could be one.
  assert.deepEqual(all.scan('x', bytes('QEAAE'.repeat(300_000))).problems, []);
});

test('secrets: wherever it stands, a token is found at its place', () => {
  const filler = fc.array(
    fc.constantFrom(' ', '\n', 'password', 'eyJ', 'AKIA', '-----BEGIN ', '😀', '="', '://', 'gl', 'ü'),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(filler, filler, (before, after) => {
      const head = `${before.join('')} `;
      const { hits } = all.scan('x', bytes(`${head}${token} ${after.join('')}`));
      const lines = head.split('\n');
      const found = hits.find(({ detector }) => detector === 'gitlab-token');
      assert.deepEqual([found?.line, found?.column], [lines.length, (lines.at(-1) ?? '').length + 1]);
    }),
    { numRuns: 200 },
  );
});

test('secrets: any bytes are read without failing, the same each time', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (given) => {
      assert.deepEqual(all.scan('x', given), all.scan('x', given));
    }),
  );
});
