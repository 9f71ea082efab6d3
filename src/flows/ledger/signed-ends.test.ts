import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { defaultLimits, fixedClock, SeaworthyError } from '../../core/index.ts';
import { canonicalJson } from '../../foundations/formats/index.ts';
import { ledgerFile } from '../../foundations/ledger/index.ts';
import { generateKeys } from '../../phases/2-ship/index.ts';
import type { Settings } from '../settings.ts';
import type { KeyInput, TextFile } from '../ship/key-input.ts';
import { ledgerPrune } from './ledger-flows.ts';
import { recordEvidence } from './record-evidence.ts';
import { type LedgerVerdict, ledgerSignedCheckpoint, ledgerVerify } from './verify-ledger.ts';

const password = Buffer.from('pw');

interface Pair {
  readonly key: KeyInput;
  readonly pub: TextFile;
}

async function pair(name: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeys(password);
  return {
    key: { text: privateKey, where: `${name}.key`, password: async () => password },
    pub: { text: publicKey, where: `${name}.pub` },
  };
}

const settingsFor = (ledgerDirectory: string, time = '2030-01-02T03:04:05.000Z'): Settings => ({
  databaseDirectory: join(ledgerDirectory, '../database'),
  ledgerDirectory,
  feeds: {},
  plainHttpHosts: [],
  plainHttpFeeds: false,
  credentialFiles: [],
  programPath: '',
  offline: true,
  limits: defaultLimits,
  clock: fixedClock(time),
  toolVersion: '1.2.3',
});

const subject = `sha256:${'a'.repeat(64)}`;

async function write(settings: Settings, ...notes: readonly string[]): Promise<void> {
  for (const note of notes)
    await recordEvidence([{ subject, kind: 'decision', shape: 1, payload: { note, allowed: false } }], settings);
}

const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** What whoever can write to the file can do: say something else in one record, and make all that follows anew, so that the chain holds. */
function forge(directory: string, sequence: number, payload: unknown): void {
  const database = new DatabaseSync(join(directory, ledgerFile));
  const text = canonicalJson(payload);
  database
    .prepare('INSERT OR IGNORE INTO payloads VALUES (?, ?, ?, ?)')
    .run(sha256(text), 'json', sha256(text), Buffer.from(text));
  database
    .prepare('UPDATE records SET payload_digest = ?, payload_bytes = ? WHERE sequence = ?')
    .run(sha256(text), Buffer.byteLength(text), sequence);
  database.exec('DELETE FROM payloads WHERE digest NOT IN (SELECT payload_digest FROM records)');
  let previous = '';
  for (const row of database.prepare('SELECT * FROM records ORDER BY sequence').all()) {
    previous ||= String(row.previous);
    const digest = sha256(
      canonicalJson({
        format: row.format,
        sequence: row.sequence,
        subject: row.subject,
        names: JSON.parse(String(row.names)),
        kind: row.kind,
        shape: row.shape,
        producer: { name: row.producer, version: row.producer_version },
        origin: row.origin,
        data: JSON.parse(String(row.data)),
        time: row.time,
        payloadDigest: row.payload_digest,
        payloadBytes: row.payload_bytes,
        previous,
      }),
    );
    database
      .prepare('UPDATE records SET digest = ?, previous = ? WHERE sequence = ?')
      .run(digest, previous, Number(row.sequence));
    previous = digest;
  }
  database.prepare('UPDATE head SET digest = ?').run(previous);
  database.close();
}

function cutOff(directory: string, from: number): void {
  const database = new DatabaseSync(join(directory, ledgerFile));
  database.exec(`DELETE FROM names WHERE sequence >= ${from}; DELETE FROM records WHERE sequence >= ${from}`);
  database.exec('DELETE FROM payloads WHERE digest NOT IN (SELECT payload_digest FROM records)');
  database.exec(
    'UPDATE head SET (sequence, digest) = (SELECT sequence, digest FROM records ORDER BY sequence DESC LIMIT 1)',
  );
  database.close();
}

const kinds = ({ problems }: LedgerVerdict): readonly string[] => problems.map(({ kind }) => kind);

interface Scene {
  readonly directory: string;
  readonly settings: Settings;
  readonly owner: Pair;
  /** Where signed ends are kept beside the ledger. */
  readonly ends: string;
}

/** Five records, signed after the third and after the fifth; then a sixth. */
const inScene = (work: (scene: Scene) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    const directory = join(folder, 'ledger');
    const settings = settingsFor(directory);
    const owner = await pair('owner');
    await write(settings, 'one', 'two', 'three');
    await ledgerSignedCheckpoint(owner.key, settingsFor(directory, '2030-01-01T00:00:00.000Z'));
    await write(settings, 'four', 'five');
    await ledgerSignedCheckpoint(owner.key, settings);
    await write(settings, 'six');
    await work({ directory, settings, owner, ends: join(directory, 'checkpoints.jsonl') });
  });

test('signed ends that hold: how far, when, by whom, and what comes after', () =>
  inScene(async ({ settings, owner, ends }) => {
    const { ok, noted, checked } = await ledgerVerify(undefined, settings, owner.pub);
    assert.deepEqual([ok, checked], [true, 6]);
    assert.deepEqual(
      [noted?.ends, noted?.sequence, noted?.after, noted?.signed?.time],
      [2, 5, 1, '2030-01-02T03:04:05.000Z'],
    );
    assert.equal((await stat(ends)).mode & 0o777, 0o600);
    const unasked = await ledgerVerify(undefined, settings);
    assert.deepEqual([unasked.ok, unasked.noted?.sequence, unasked.noted?.signed], [true, 5, undefined]);
  }));

test('a record that was altered and the whole chain made anew: the chain alone cannot know, a signed end shows it', () =>
  inScene(async ({ directory, settings, owner, ends }) => {
    const kept = await readFile(ends);
    forge(directory, 2, { note: 'two', allowed: true });
    const shown = await ledgerVerify(undefined, settings, owner.pub);
    assert.deepEqual([shown.ok, shown.noted, kinds(shown)], [false, undefined, ['checkpoint', 'checkpoint']]);
    // Those beside the ledger show it without the key, too; but they can be taken away.
    assert.equal((await ledgerVerify(undefined, settings)).ok, false);
    await rm(ends);
    const alone = await ledgerVerify(undefined, settings);
    assert.deepEqual([alone.ok, alone.noted], [true, undefined], 'it does not claim more than the chain');
    const missing = await ledgerVerify(undefined, settings, owner.pub);
    assert.deepEqual([missing.ok, kinds(missing)], [false, ['checkpoint-signature']]);
    await writeFile(ends, kept);
    assert.equal((await ledgerVerify(undefined, settings, owner.pub)).ok, false);
  }));

test('the forger signs the new chain with a key of their own, plainly, or not at all: none of it passes', () =>
  inScene(async ({ directory, settings, owner, ends }) => {
    const before = await readFile(ends, 'utf8');
    forge(directory, 2, { note: 'two', allowed: true });
    await rm(ends);
    const forger = await pair('forger');
    const { line } = await ledgerSignedCheckpoint(forger.key, settings);
    assert.deepEqual(kinds(await ledgerVerify(undefined, settings, owner.pub)), ['checkpoint-signature']);
    assert.equal((await ledgerVerify(undefined, settings, forger.pub)).ok, true);
    const { payload } = JSON.parse(line) as { payload: string };
    const plain = Buffer.from(payload, 'base64').toString();
    await writeFile(ends, `${plain}\n`);
    assert.deepEqual(kinds(await ledgerVerify(undefined, settings, owner.pub)), ['checkpoint-signature']);
    // The owner's signature over the forger's words, and without a signature.
    const [owned = ''] = before.split('\n');
    const mixed = JSON.stringify({ ...JSON.parse(owned), payload });
    for (const text of [mixed, JSON.stringify({ ...JSON.parse(owned), payload, signatures: [] })]) {
      await writeFile(ends, text);
      assert.deepEqual(kinds(await ledgerVerify(undefined, settings, owner.pub)), ['checkpoint-signature'], text);
    }
    await writeFile(ends, JSON.stringify({ ...JSON.parse(owned), payloadType: 'application/vnd.in-toto+json' }));
    await assert.rejects(ledgerVerify(undefined, settings, owner.pub), { code: 'E_FORMAT' });
  }));

test('an end that was cut off shows; one cut off after an older signed end, put in place of the newer, shows by its number', () =>
  inScene(async ({ directory, settings, owner, ends }) => {
    const [old = ''] = (await readFile(ends, 'utf8')).split('\n');
    cutOff(directory, 5);
    assert.deepEqual(kinds(await ledgerVerify(undefined, settings, owner.pub)), ['checkpoint']);
    await writeFile(ends, `${old}\n`);
    const replayed = await ledgerVerify(undefined, settings, owner.pub);
    assert.equal(replayed.ok, true);
    assert.deepEqual(
      [replayed.noted?.sequence, replayed.noted?.after, replayed.noted?.signed?.time],
      [3, 1, '2030-01-01T00:00:00.000Z'],
    );
  }));

test('another ledger in its place, with ends of its own, shows', () =>
  inScene(async ({ directory, settings, owner, ends }) => {
    const other = settingsFor(join(directory, '../other'));
    await mkdir(join(directory, '../other'), { recursive: true });
    await write(other, 'one', 'two', 'three', 'four', 'five', 'six');
    await copyFile(join(directory, '../other', ledgerFile), join(directory, ledgerFile));
    const swapped = await ledgerVerify(undefined, settings, owner.pub);
    assert.equal(swapped.ok, false);
    assert.match(swapped.problems[0]?.message ?? '', /of another ledger/);
    // With its own signed end beside it, the ends that were kept elsewhere show it.
    const elsewhere = await readFile(ends, 'utf8');
    await rm(ends);
    await ledgerSignedCheckpoint(owner.key, settings);
    assert.equal((await ledgerVerify(undefined, settings, owner.pub)).ok, true);
    const { parseEnds } = await import('./noted-end.ts');
    assert.equal((await ledgerVerify(parseEnds(elsewhere, 'ends'), settings, owner.pub)).ok, false);
  }));

test('after a prune, older signed ends are counted and not compared; the newest must hold', () =>
  inScene(async ({ settings, owner }) => {
    await ledgerPrune({ keepLast: 1 }, settings);
    const lost = await ledgerVerify(undefined, settings, owner.pub);
    assert.ok(lost.ok || kinds(lost).every((kind) => kind === 'checkpoint-pruned'));
    await ledgerSignedCheckpoint(owner.key, settings);
    const { ok, noted } = await ledgerVerify(undefined, settings, owner.pub);
    assert.deepEqual([ok, noted?.ends, noted?.sequence, noted?.after], [true, 3, 7, 0]);
    assert.ok((noted?.pruned ?? 0) >= 1);
  }));

test('files of ends that are none are refused with their line', () =>
  inScene(async ({ settings, owner, ends }) => {
    const good = await readFile(ends, 'utf8');
    for (const text of ['x', '{}', '[]', '{"payload":7}', '{"payload":"e30=","payloadType":"x","signatures":[]}']) {
      await writeFile(ends, good);
      await appendFile(ends, `${text}\n`);
      await assert.rejects(
        ledgerVerify(undefined, settings, owner.pub),
        (error) =>
          error instanceof SeaworthyError && error.code === 'E_FORMAT' && error.where?.endsWith('jsonl:3') === true,
        text,
      );
    }
  }));
