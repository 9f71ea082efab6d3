import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import {
  dockerRegistry,
  type FixtureDigest,
  inTemporaryDirectory,
  skipWithoutDockerRegistry,
} from '../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../core/index.ts';
import { by, isCode, ours, theirs } from '../ship/testing/ship-world.ts';
import { buildDatabase, exportDatabase, importDatabase, pullDatabase, pushDatabase } from './index.ts';
import { clock, filled, held, inDatabase, machine, partitions } from './testing/machines.ts';

const all = { partitions: [] };
const from = (reference: string, keys = ours) => ({ reference, signer: () => by(keys) });

test(
  'docker-registry: built once, signed, taken by others; only what is wanted',
  { skip: skipWithoutDockerRegistry },
  () =>
    inTemporaryDirectory(async (folder) => {
      await using registry = await dockerRegistry();
      const published = join(folder, 'published');
      const builder = machine(join(folder, 'builder'), published, registry.host);
      await filled(builder, '2030-05-01', 100, published);
      const ready = { ...builder, databaseDirectory: join(folder, 'ready') };
      const built = await buildDatabase(ready.databaseDirectory, [], builder);
      assert.deepEqual(
        built.map(({ partition, state }) => [partition, state]),
        partitions.map((id) => [id, 'updated']),
      );
      const reference = `${registry.host}/team/advisories:latest`;
      const pushed = await pushDatabase(reference, { ...all, key: ours.key }, ready);
      assert.deepEqual(
        pushed.partitions.map(({ id, records }) => [id, records]),
        partitions.map((id) => [id, 100]),
      );

      const user = machine(join(folder, 'user'), 'nowhere', registry.host);
      const one = await pullDatabase(from(reference), ['kev'], user);
      assert.deepEqual([one.length, one[0]?.state], [1, 'updated']);
      assert.deepEqual(held(user), { kev: 100 });
      await pullDatabase(from(reference), [], user);
      assert.deepEqual(held(user), { 'alpine/3.20': 100, kev: 100 });
      assert.ok((await pullDatabase(from(reference), [], user)).every(({ state }) => state === 'unchanged'));
      const [mine, theirs] = [user, ready].map((one) => inDatabase(one, (database) => database.manifest('kev')));
      assert.equal(mine?.digest, theirs?.digest);
      assert.equal(mine?.via, `${reference}@${pushed.digest}`);
      assert.equal(readdirSync(join(user.databaseDirectory, 'incoming')).length, 0);
      await assert.rejects(pullDatabase(from(reference), ['osv/npm'], user), isCode('E_NOT_FOUND'));
    }),
);

test(
  'docker-registry: another key, no signature, bytes that were changed: nothing is taken',
  {
    skip: skipWithoutDockerRegistry,
  },
  () =>
    inTemporaryDirectory(async (folder) => {
      await using registry = await dockerRegistry();
      const published = join(folder, 'published');
      const builder = machine(join(folder, 'builder'), published, registry.host);
      await filled(builder, '2030-05-01', 100, published);
      const user = machine(join(folder, 'user'), 'nowhere', registry.host);
      const reference = `${registry.host}/team/advisories`;

      await pushDatabase(`${reference}:bare`, all, builder);
      await assert.rejects(pullDatabase(from(`${reference}:bare`), [], user), isCode('E_NOT_TRUSTED'));
      const pushed = await pushDatabase(`${reference}:signed`, { ...all, key: ours.key }, builder);
      await assert.rejects(pullDatabase(from(`${reference}:signed`, theirs), [], user), isCode('E_NOT_TRUSTED'));

      // Whoever may push puts another list of partitions under the name: its digest is not the one that was signed.
      const path = registry.blobFile(pushed.digest as FixtureDigest);
      const bytes = await readFile(path);
      const forged = Buffer.from(bytes.toString().replace('"size":', '"size": '));
      await registry.putManifest('team/advisories', 'forged', descriptorOf(forged), forged);
      await assert.rejects(pullDatabase(from(`${reference}:forged`), [], user), isCode('E_NOT_TRUSTED'));
      assert.deepEqual(held(user), {});

      // A registry that serves other bytes for a layer than the manifest that was signed names.
      const { layers } = JSON.parse(bytes.toString()) as { layers: { digest: FixtureDigest; size: number }[] };
      const layer = registry.blobFile(layers[1]?.digest ?? 'sha256:');
      const whole = await readFile(layer);
      whole[whole.length - 6] = (whole[whole.length - 6] ?? 0) ^ 1;
      await writeFile(layer, whole);
      const [first, second] = await pullDatabase(from(`${reference}:signed`), [], user);
      assert.equal(first?.state, 'updated');
      assert.deepEqual([second?.state, second?.error?.code], ['refused', 'E_DIGEST_MISMATCH']);
      assert.deepEqual(held(user), { 'alpine/3.20': 100 });
      assert.equal(
        readdirSync(join(user.databaseDirectory, 'incoming')).length,
        0,
        'what is damaged is not gone on with',
      );
    }),
);

const descriptorOf = (bytes: Uint8Array) => ({
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: 'sha256:' as FixtureDigest,
  size: bytes.length,
});

test('docker-registry: what a broken connection left is gone on with', { skip: skipWithoutDockerRegistry }, () =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await dockerRegistry();
    const published = join(folder, 'published');
    const builder = machine(join(folder, 'builder'), published, registry.host);
    await filled(builder, '2030-05-01', 3_000, published);
    const reference = `${registry.host}/team/advisories:latest`;
    const pushed = await pushDatabase(reference, { partitions: ['kev'], key: ours.key }, builder);
    const { layers } = JSON.parse(readFileSync(registry.blobFile(pushed.digest as FixtureDigest), 'utf8')) as {
      layers: { digest: FixtureDigest }[];
    };
    const layer = layers[0]?.digest ?? 'sha256:';
    const user = machine(join(folder, 'user'), 'nowhere', registry.host);
    const incoming = join(user.databaseDirectory, 'incoming');
    await mkdir(incoming, { recursive: true });
    const part = join(incoming, `${layer.slice('sha256:'.length)}.part`);
    const bytes = readFileSync(registry.blobFile(layer));
    writeFileSync(part, bytes.subarray(0, 1_000));
    utimesSync(part, clock.now(), clock.now());
    // The registry no longer has what came already.
    const without = Buffer.from(bytes).fill(0, 0, 1_000);
    writeFileSync(registry.blobFile(layer), without);
    const [update] = await pullDatabase(from(reference), [], user);
    assert.equal(update?.why, undefined);
    assert.deepEqual(held(user), { kev: 3_000 });
    assert.equal(existsSync(part), false);
  }),
);

test('from a file: every digest, whole or not at all, and never back in time unless asked', () =>
  inTemporaryDirectory(async (folder) => {
    const published = join(folder, 'published');
    const builder = machine(join(folder, 'builder'), published);
    const user = machine(join(folder, 'user'), 'nowhere');
    const [old, large, small] = ['old', 'large', 'small'].map((name) => join(folder, `${name}.tar`)) as [
      string,
      string,
      string,
    ];
    await filled(builder, '2030-04-01', 90, published);
    await exportDatabase(old, { ...all, key: ours.key }, builder);
    await filled(builder, '2030-05-01', 100, published);
    await exportDatabase(large, all, builder);
    await filled(builder, '2030-05-02', 10, published);
    await exportDatabase(small, { partitions: ['kev'] }, builder);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('.')),
      [],
    );

    // What others are handed says nothing of how this machine is laid out.
    assert.equal(readFileSync(large).includes(folder), false);

    const states = async (file: string, more = {}, keys?: typeof ours) =>
      (await importDatabase(file, { ...all, ...(keys ? { signer: by(keys) } : {}) }, { ...user, ...more })).map(
        ({ partition, state, error }) => `${partition} ${state}${error === undefined ? '' : ` ${error.message}`}`,
      );
    assert.deepEqual(await states(large), ['alpine/3.20 updated', 'kev updated']);
    const [undated = '', dated = ''] = await states(old);
    assert.match(undated, /^alpine\/3.20 refused the feed was made on 2030-04-01/);
    assert.match(dated, /^kev refused the feed was made on 2030-04-01.*before the one in force/);
    assert.match((await states(small))[0] ?? '', /^kev refused the feed has shrunk from 100 records to 10/);
    assert.deepEqual(held(user), { 'alpine/3.20': 100, kev: 100 });
    await assert.rejects(states(large, {}, ours), isCode('E_NOT_TRUSTED'));
    await assert.rejects(states(old, {}, theirs), isCode('E_NOT_TRUSTED'));
    assert.deepEqual(await states(old, { allowOlder: true }, ours), ['alpine/3.20 updated', 'kev updated']);
    assert.equal(held(user).kev, 90);
    assert.deepEqual(await states(small, { refresh: true }), ['kev updated']);

    for (const [what, damage] of Object.entries({
      'cut off': (file: string) => truncateSync(file, readFileSync(file).length - 3_000),
      'a byte of a layer': (file: string) => {
        const bytes = readFileSync(file);
        const at = bytes.indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd])) + 100;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      },
      'no archive': (file: string) => writeFileSync(file, 'hello'),
    })) {
      const file = join(folder, 'damaged.tar');
      writeFileSync(file, readFileSync(large));
      damage(file);
      const before = held(user);
      const outcome = await states(file, { refresh: true, allowOlder: true }).catch((error: unknown) => {
        assert.ok(error instanceof SeaworthyError, what);
        return ['refused'];
      });
      assert.ok(
        outcome.some((line) => /refused/.test(line)),
        `${what}: ${outcome.join()}`,
      );
      const after = held(user);
      for (const [id, records] of Object.entries(before)) assert.ok([records, 100].includes(after[id] ?? 0), what);
    }
  }));

/* The maker may be trusted and its machine not be: what a file of rows is, is looked at before it comes into force. */
const forgeries: Readonly<Record<string, { readonly sql: string; readonly why: RegExp }>> = {
  'a view': { sql: 'CREATE VIEW v AS SELECT 1', why: /its tables are others/ },
  'a trigger': {
    sql: 'CREATE TRIGGER t AFTER INSERT ON records BEGIN SELECT 1; END',
    why: /its tables are others/,
  },
  'an index that is gone': { sql: 'DROP INDEX records_key', why: /its tables are others/ },
  'a row that is no advisory': { sql: `UPDATE records SET body = '{"id":1}' WHERE id = 1`, why: /no advisory/ },
  'a row that is no JSON': { sql: "UPDATE records SET body = '{' WHERE id = 1", why: /no partition of ours/ },
  'a row of bytes': { sql: "UPDATE records SET body = x'00' WHERE id = 1", why: /no advisory/ },
  'a severity that nobody knows': {
    sql: `UPDATE records SET body = json_set(body, '$.severity', json('{"level":"harmless","source":"x"}')) WHERE id = 1`,
    why: /no advisory/,
  },
  'a text that says other things of the flaw': {
    sql: `UPDATE texts SET body = '{"references":[],"status":"fine"}' WHERE id = 1`,
    why: /no advisory/,
  },
  'a row whose text is gone, so that nobody finds it': { sql: 'DELETE FROM texts WHERE id = 1', why: /no advisory/ },
  'a probability above one': {
    sql: "INSERT INTO exploitation VALUES ('CVE-2030-0001', 7, 0.5, NULL)",
    why: /exploitation is of another shape/,
  },
  'another version': { sql: 'PRAGMA user_version = 99', why: /another version/ },
  'most rows gone': { sql: 'DELETE FROM records WHERE id > 3', why: /has shrunk/ },
};

for (const [what, { sql, why }] of Object.entries(forgeries))
  test(`rows that another machine made are looked at: ${what}`, () =>
    inTemporaryDirectory(async (folder) => {
      const published = join(folder, 'published');
      const builder = machine(join(folder, 'builder'), published);
      const user = machine(join(folder, 'user'), published);
      await filled(builder, '2030-05-01', 100, published);
      await filled(user, '2030-05-01', 100, published);
      const place = join(builder.databaseDirectory, 'partitions/alpine__3.20');
      const manifest = JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8')) as { file: string };
      const file = join(place, manifest.file);
      const db = new DatabaseSync(file);
      db.exec(sql);
      db.close();
      const bytes = readFileSync(file);
      const { createHash } = await import('node:crypto');
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      const forged = { ...manifest, bytes: bytes.length, digest, file: `${digest.slice(7, 23)}.sqlite`, records: 100 };
      writeFileSync(join(place, forged.file), bytes);
      writeFileSync(join(place, 'manifest.json'), JSON.stringify({ ...forged, fetched: '2030-06-01T00:00:00.000Z' }));
      const tar = join(folder, 'forged.tar');
      await exportDatabase(tar, { partitions: ['alpine/3.20'] }, builder);
      const [update] = await importDatabase(tar, all, user);
      assert.equal(update?.state, 'refused');
      assert.match(update?.why ?? '', why);
      assert.deepEqual(held(user), { 'alpine/3.20': 100, kev: 100 });
      const left = readdirSync(join(user.databaseDirectory, 'partitions/alpine__3.20'));
      assert.equal(left.length, 2, left.join());
    }));
