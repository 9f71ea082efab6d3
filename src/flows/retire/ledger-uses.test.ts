import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { ledgerUses, usedNow } from './ledger-uses.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}` as const;
const about = { kind: 'workload', name: 'prod/Pod/web' };
const decision = (allowed: boolean) => ({
  gate: { name: 'gate', digest: digest('0') },
  judged: '2026-11-24T00:00:00.000Z',
  decision: {
    subject: about,
    allowed,
    results: [],
    warnings: [],
    patches: [],
    inputsDigest: digest('1'),
    policyDigest: digest('2'),
  },
  facts: { subject: about, images: [] },
});

test('admitted and seen running is use; refused is not, and a decision that cannot be understood may be', async () => {
  await inTemporaryDirectory(async (folder) => {
    const ledger = await openLedger(folder);
    const common = { shape: 1, producer: { name: 'test', version: '1' }, time: '2026-11-24T00:00:00.000Z' };
    await ledger.appendAll([
      { ...common, subject: digest('a'), kind: 'decision', payload: decision(true) },
      { ...common, subject: digest('b'), kind: 'decision', payload: decision(false) },
      { ...common, subject: digest('c'), kind: 'decision', payload: { allowed: 'who knows' } },
      { ...common, subject: digest('d'), kind: 'in-use', payload: {} },
      { ...common, subject: digest('e'), kind: 'scan', payload: {} },
    ]);
    const { uses, known } = await ledgerUses(ledger);
    assert.deepEqual(
      uses.facts.map((fact) => [fact.digest[7], fact.why]),
      [
        ['a', 'admitted'],
        ['c', 'admitted'],
        ['d', 'seen running'],
      ],
    );
    assert.equal(known.length, 5);
    // A workload that ran one image and was refused another: only the one is in use.
    const pod = { ...common, subject: 'workload:prod/Pod/web', kind: 'decision' as const };
    await ledger.append({ ...pod, names: [digest('8')], payload: decision(false) });
    await ledger.append({ ...pod, names: [digest('9')], payload: decision(true) });
    const used = (letter: string) => usedNow(ledger, [digest(letter)], '2026-01-01T00:00:00.000Z');
    assert.equal(await used('8'), undefined);
    assert.match((await used('9')) ?? '', /is in use: admitted/);
    await ledger.close();
  });
});
