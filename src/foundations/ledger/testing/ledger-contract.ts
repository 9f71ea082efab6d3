import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ledger } from '../ledger.ts';
import { verifyLines } from '../lines.ts';
import type { FullRecord, NewRecord } from '../record.ts';

/** An empty place for a ledger, where it can be opened more than once. */
export interface LedgerPlace {
  open(): Promise<Ledger>;
  remove(): Promise<void>;
}

const digestA = `sha256:${'a'.repeat(64)}`;
const digestB = `sha256:${'b'.repeat(64)}`;
const producer = { name: 'seaworthy', version: '1' };

/** A record with nothing in it but what is given. `minute` sets its time. */
export function exampleRecord(minute: number, more: Partial<NewRecord> = {}): NewRecord {
  const time = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  return { subject: digestA, kind: 'scan', shape: 1, producer, time, payload: { minute }, ...more };
}

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** What every ledger does, whatever it is kept in. Registers tests under `name`. */
export function ledgerContract(name: string, place: () => Promise<LedgerPlace>): void {
  const check = (title: string, work: (ledger: Ledger, place: LedgerPlace) => Promise<void>): void => {
    test(`${name}: ${title}`, async () => {
      const own = await place();
      try {
        const ledger = await own.open();
        try {
          await work(ledger, own);
        } finally {
          await ledger.close();
        }
      } finally {
        await own.remove();
      }
    });
  };

  check('the names that records of a kind say, and of how many subjects', async (ledger) => {
    assert.deepEqual(await ledger.namesSaid('scan'), new Map());
    await ledger.appendAll([
      exampleRecord(1, { names: ['app:1', 'app:2'] }),
      exampleRecord(2, { names: ['app:1'] }),
      exampleRecord(3, { names: ['app:2'], subject: digestB }),
      exampleRecord(4, { names: ['other'], kind: 'inventory' }),
    ]);
    const said = new Map([
      ['app:1', 1],
      ['app:2', 2],
    ]);
    assert.deepEqual(await ledger.namesSaid('scan'), said);
    assert.deepEqual(await ledger.namesSaid('scan', 2), said);
    assert.equal(await ledger.namesSaid('scan', 1), undefined, 'more than are wanted');
  });

  check('a memo is kept with the record it is given, one a subject, and is no part of the evidence', async (ledger) => {
    assert.equal(await ledger.memo(digestA), undefined);
    const [one, two] = await ledger.appendAll([exampleRecord(1), exampleRecord(2, { subject: digestB })]);
    const text = `${'what was asked '.repeat(100)}\u00e4`;
    const kept = (subject: string, sequence = 0, more: object = {}) => ({ subject, sequence, ...more });
    await ledger.keepMemos([kept(digestA, one?.sequence, { text }), kept(digestB, two?.sequence, { text: '' })]);
    assert.deepEqual(await ledger.memo(digestA), { sequence: 1, text });
    assert.deepEqual(await ledger.memo(digestB), { sequence: 2, text: '' });
    const end = await ledger.checkpoint();
    const third = await ledger.append(exampleRecord(3));
    await ledger.keepMemos([kept(digestA, third.sequence), kept('nobody', 3)]);
    assert.deepEqual(await ledger.memo(digestA), { sequence: 3, text }, 'it goes with the next record');
    assert.equal(await ledger.memo('nobody'), undefined, 'nothing was kept that could go on');
    assert.equal((await ledger.verify({ checkpoints: [end] })).ok, true);
    assert.ok((await collect(ledger.export())).every((line) => !line.includes('what was asked')));
    const time = exampleRecord(9).time;
    await ledger.prune({ producer, time, prunable: ['scan'], keepLast: 0, olderThan: third.time });
    assert.equal(await ledger.memo(digestB), undefined, 'its record is gone');
    assert.equal((await ledger.memo(digestA))?.sequence, 3);
  });

  check('what was appended is there, in every way of asking', async (ledger, own) => {
    const data = [{ id: 'alpine/3.20', date: '2026-01-01T00:00:00Z' }];
    const names = ['registry.example/app:1', 'registry.example/app:1', 'app'];
    const first = await ledger.append(exampleRecord(1, { names, data }));
    const second = await ledger.append(exampleRecord(2, { subject: 'host:a', kind: 'event-summary' }));
    assert.deepEqual([first.sequence, second.sequence], [1, 2]);
    assert.equal(second.previous, first.digest);
    assert.deepEqual(first.names, ['app', 'registry.example/app:1']);
    const again = await own.open();
    try {
      const full = await again.get(1);
      assert.deepEqual(full, { ...first, payload: { minute: 1 } });
      assert.deepEqual(full?.data, data);
      assert.deepEqual(await again.get(first.digest), full);
      assert.deepEqual(await again.get(first.digest.slice('sha256:'.length, 19)), full);
      assert.deepEqual(await again.get(first.digest.slice(0, 19)), full);
      for (const nobody of [0, 3, 1.5, 'x', '12345', `sha256:${'0'.repeat(64)}`]) {
        assert.equal(await again.get(nobody), undefined, String(nobody));
      }
      assert.equal((await again.latest('host:a', 'event-summary'))?.sequence, 2);
      assert.equal(await again.latest('host:a', 'scan'), undefined);
    } finally {
      await again.close();
    }
  });

  check('lists newest first, by subject, name, kind and time, in pages', async (ledger) => {
    for (let minute = 1; minute <= 9; minute++) {
      const subject = minute % 2 === 1 ? digestA : digestB;
      const names = minute === 2 ? ['app:2'] : [];
      await ledger.append(exampleRecord(minute, { subject, names, kind: minute > 6 ? 'lint' : 'scan' }));
    }
    const list = async (query: Parameters<Ledger['list']>[0]): Promise<number[]> =>
      (await ledger.list(query)).records.map(({ sequence }) => sequence);
    assert.deepEqual(await list({}), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert.deepEqual(await list({ subject: digestA }), [9, 7, 5, 3, 1]);
    assert.deepEqual(await list({ name: 'app:2' }), [8, 6, 4, 2]);
    assert.deepEqual(await list({ name: 'app' }), []);
    assert.deepEqual(await list({ kinds: ['lint', 'decision'] }), [9, 8, 7]);
    assert.deepEqual(await list({ kinds: [] }), []);
    assert.deepEqual(await list({ since: exampleRecord(3).time, until: exampleRecord(5).time }), [4, 3]);
    assert.deepEqual(await list({ latest: true }), [9, 8, 6, 5]);
    assert.deepEqual(await list({ latest: true, kinds: ['scan'] }), [6, 5]);
    const first = await ledger.list({ limit: 5 });
    assert.equal(first.next, 5);
    const second = await ledger.list({ limit: 5, before: first.next ?? 0 });
    assert.deepEqual(
      second.records.map(({ sequence }) => sequence),
      [4, 3, 2, 1],
    );
    assert.equal(second.next, undefined);
  });

  check('gives each record of a list with its payload, as it would by itself', async (ledger) => {
    for (let minute = 1; minute <= 9; minute++)
      await ledger.append(exampleRecord(minute, { subject: minute % 2 === 1 ? digestA : digestB }));
    const each = (query: Parameters<Ledger['each']>[0]): Promise<FullRecord[]> => collect(ledger.each(query));
    assert.deepEqual(await each({ subject: digestA }), await Promise.all([9, 7, 5, 3, 1].map((at) => ledger.get(at))));
    const numbers = async (query: Parameters<Ledger['each']>[0]): Promise<number[]> =>
      (await each(query)).map(({ sequence }) => sequence);
    assert.deepEqual(await numbers({}), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert.deepEqual(await numbers({ limit: 2 }), [9, 8]);
    assert.deepEqual(await numbers({ before: 3 }), [2, 1]);
    assert.deepEqual(await numbers({ kinds: [] }), []);
  });

  check('knows subjects by key, by the beginning of it and by name', async (ledger) => {
    await ledger.append(exampleRecord(1, { names: ['app:1'] }));
    await ledger.append(exampleRecord(2, { names: ['app:latest'], kind: 'lint' }));
    await ledger.append(exampleRecord(3, { subject: digestB, names: ['app:latest'] }));
    const summary = {
      subject: digestA,
      names: ['app:1', 'app:latest'],
      kinds: { lint: 1, scan: 1 },
      records: 2,
      first: exampleRecord(1).time,
      last: exampleRecord(2).time,
    };
    for (const text of [digestA, digestA.slice(0, 20), 'aaaaaa', 'app:1']) {
      assert.deepEqual(await ledger.subjects(text), [summary], text);
    }
    assert.deepEqual(
      (await ledger.subjects('app:latest')).map(({ subject }) => subject),
      [digestB, digestA],
    );
    assert.deepEqual(
      (await ledger.subjects()).map(({ subject }) => subject),
      [digestB, digestA],
    );
    assert.equal((await ledger.subjects(undefined, 1)).length, 1);
    assert.deepEqual(await ledger.subjects('%'), []);
  });

  check('several records are kept together or not at all', async (ledger) => {
    const bad = exampleRecord(2, { payload: { x: Number.NaN } });
    await assert.rejects(ledger.appendAll([exampleRecord(1), bad]), { code: 'E_FORMAT' });
    assert.deepEqual((await ledger.list()).records, []);
    assert.equal((await ledger.appendAll([exampleRecord(1), exampleRecord(2)])).length, 2);
    assert.deepEqual(await ledger.appendAll([]), []);
  });

  check('what cannot be kept is refused', async (ledger) => {
    const refused: [Partial<Record<keyof NewRecord, unknown>>, string][] = [
      [{ kind: '__proto__' }, 'E_FORMAT'],
      [{ time: '2026-01-01' }, 'E_FORMAT'],
      [{ time: '2026-99-01T00:00:00.000Z' }, 'E_FORMAT'],
      [{ subject: '' }, 'E_FORMAT'],
      [{ subject: 'x'.repeat(2000) }, 'E_LIMIT'],
      [{ names: Array.from({ length: 100 }, (_, index) => `n${index}`) }, 'E_LIMIT'],
      [{ payload: 1n }, 'E_FORMAT'],
      [{ payload: new Date(0) }, 'E_FORMAT'],
      [{ payload: undefined }, 'E_FORMAT'],
    ];
    for (const [change, code] of refused) {
      await assert.rejects(
        ledger.append({ ...exampleRecord(1), ...change } as NewRecord),
        { code },
        JSON.stringify(code),
      );
    }
    assert.equal((await ledger.checkpoint()).sequence, 0);
  });

  check('verifies, and against ends that were noted', async (ledger) => {
    const empty = await ledger.checkpoint();
    assert.deepEqual(await ledger.verify({ checkpoints: [empty] }), {
      ok: true,
      checked: 0,
      problems: [],
      more: 0,
      end: empty,
    });
    await ledger.append(exampleRecord(1));
    const noted = await ledger.checkpoint();
    await ledger.append(exampleRecord(2));
    assert.deepEqual(await ledger.verify({ checkpoints: [empty, noted] }), {
      ok: true,
      checked: 2,
      problems: [],
      more: 0,
      end: await ledger.checkpoint(),
    });
    const kinds = async (checkpoint: typeof noted): Promise<string[]> =>
      (await ledger.verify({ checkpoints: [checkpoint] })).problems.map(({ kind }) => kind);
    assert.deepEqual(await kinds({ ...noted, digest: digestA as typeof noted.digest }), ['checkpoint']);
    assert.deepEqual(await kinds({ ...noted, sequence: 3 }), ['checkpoint']);
    assert.deepEqual(await kinds({ ...noted, ledger: 'another' }), ['checkpoint']);
  });

  check('exports lines that check on their own and can be taken over whole', async (ledger, own) => {
    await ledger.append(exampleRecord(1, { names: ['app:1'] }));
    await ledger.append(exampleRecord(2, { subject: digestB, payload: { text: 'ü'.repeat(2000), __proto__: null } }));
    await ledger.append(exampleRecord(3));
    const whole = await collect(ledger.export());
    assert.equal(whole.length, 5);
    const checked = await verifyLines(whole, { checkpoints: [await ledger.checkpoint()] });
    assert.deepEqual([checked.ok, checked.checked, checked.isWhole], [true, 3, true]);
    const part = await collect(ledger.export({ subject: digestA }));
    const { ok, checked: records, isWhole } = await verifyLines(part);
    assert.deepEqual([ok, records, isWhole], [true, 2, false]);
    const changes: [string, string[]][] = [
      ['a record taken out', whole.toSpliced(2, 1)],
      ['two records in another order', [whole[0], whole[2], whole[1], ...whole.slice(3)].map((line) => line ?? '')],
      ['the end cut off', whole.slice(0, -1)],
      ['a payload changed', whole.map((line) => line.replace('"minute":1', '"minute":7'))],
      ['a time changed', whole.map((line) => line.replace('00:03:00', '00:04:00'))],
      ['a member put in', whole.map((line) => line.replace('{"data"', '{"a":1,"data"'))],
    ];
    for (const [what, lines] of changes) {
      const outcome = await verifyLines(lines).then(
        (result) => result.ok,
        (error: unknown) => (error as { code?: string }).code,
      );
      assert.ok(outcome === false || outcome === 'E_FORMAT', `${what}: ${String(outcome)}`);
    }
    await assert.rejects(ledger.importLines(whole), { code: 'E_USAGE' });
    await assert.rejects(verifyLines(['x']), { code: 'E_FORMAT' });
    assert.equal((await collect((await own.open()).export({ kinds: ['lint'] }))).length, 2);
  });

  check('pruning keeps the newest and leaves a chain that holds', async (ledger) => {
    for (let minute = 1; minute <= 6; minute++) {
      await ledger.append(exampleRecord(minute, { subject: minute % 2 === 1 ? digestA : digestB }));
    }
    const noted = await ledger.checkpoint();
    await ledger.append(exampleRecord(7, { kind: 'tombstone' }));
    const policy = { producer, time: exampleRecord(60).time, prunable: ['scan', 'lint'] };
    await assert.rejects(ledger.prune(policy), { code: 'E_USAGE' });
    await assert.rejects(ledger.prune({ ...policy, keepLast: -1 }), { code: 'E_USAGE' });
    const plan = await ledger.prune({ ...policy, keepLast: 1, dryRun: true });
    assert.deepEqual([plan.removed, plan.kinds, plan.kept, plan.marker], [4, { scan: 4 }, 3, undefined]);
    const nothing = await ledger.prune({ ...policy, olderThan: exampleRecord(1).time });
    assert.deepEqual([nothing.removed, nothing.marker], [0, undefined]);
    const old = await ledger.prune({ ...policy, olderThan: exampleRecord(2).time });
    assert.deepEqual([old.removed, old.kept, old.marker?.sequence], [1, 7, 8]);
    const done = await ledger.prune({ ...policy, keepLast: 1 });
    assert.deepEqual([done.removed, done.kinds, done.kept], [3, { scan: 3 }, 4]);
    assert.deepEqual(
      (await ledger.list()).records.map(({ sequence }) => sequence),
      [9, 7, 6, 5],
    );
    const checked = await ledger.verify({ checkpoints: [done.checkpoint, noted] });
    assert.deepEqual(checked, {
      ok: true,
      checked: 4,
      problems: [],
      more: 0,
      end: done.checkpoint,
      pruned: { records: 4, kinds: { scan: 4 }, time: policy.time },
    });
    const everything = await ledger.prune({ ...policy, keepLast: 0 });
    assert.deepEqual([everything.removed, everything.kept], [2, 2], 'a tombstone stays');
    const late = await ledger.verify({ checkpoints: [noted, { ...noted, sequence: 2 }] });
    assert.deepEqual(
      late.problems.map(({ kind, sequence }) => [kind, sequence]),
      [['checkpoint-pruned', 2]],
      'record 6 was pruned too, but record 7 is chained to it',
    );
    assert.equal((await ledger.append(exampleRecord(70))).sequence, 11);
    assert.ok((await verifyLines(await collect(ledger.export()))).ok);
    assert.ok((await ledger.verify()).ok);
  });

  check('records say which ledger wrote them, all of one the same', async (ledger) => {
    const [first, second] = await ledger.appendAll([exampleRecord(1), exampleRecord(2, { kind: 'lint' })]);
    assert.match(first?.origin ?? '', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(second?.origin, first?.origin);
    const { marker } = await ledger.prune({ producer, time: exampleRecord(3).time, prunable: ['scan'], keepLast: 0 });
    assert.equal(marker?.origin, first?.origin);
    assert.equal((await ledger.get(2))?.origin, first?.origin);
  });

  check('a kind is any plain word, but nobody else says that a ledger was pruned', async (ledger) => {
    assert.equal((await ledger.append(exampleRecord(1, { kind: 'of-tomorrow-2', shape: 7 }))).shape, 7);
    for (const more of [{ kind: '' }, { kind: 'A b' }, { kind: 'prune' }, { shape: 0 }, { shape: 1.5 }])
      await assert.rejects(ledger.append(exampleRecord(2, more)), { code: 'E_FORMAT' }, JSON.stringify(more));
  });

  check('two writers, many records at once: none is lost', async (ledger, own) => {
    const other = await own.open();
    try {
      const written = await Promise.all(
        Array.from({ length: 40 }, (_, minute) => (minute % 2 === 0 ? ledger : other).append(exampleRecord(minute))),
      );
      assert.deepEqual(
        written.map(({ sequence }) => sequence).sort((a, b) => a - b),
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
      assert.ok((await ledger.verify()).ok);
    } finally {
      await other.close();
    }
  });
}
