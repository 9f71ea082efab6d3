import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bottlerocketInventory } from './index.ts';

const read = (value: unknown) =>
  bottlerocketInventory.extract(
    'usr/share/bottlerocket/application-inventory.json',
    Buffer.from(JSON.stringify(value)),
  );

test('bottlerocket: epochs as text or number; entries that are none are told', () => {
  const entry = (more: object): object => ({ Name: 'a', Version: '1', Release: '2', ...more });
  const { packages, problems } = read({
    Content: [
      entry({}),
      entry({ Epoch: '0' }),
      entry({ Epoch: '7' }),
      entry({ Epoch: 7 }),
      entry({ Epoch: 'x' }),
      null,
      {},
    ],
  });
  assert.deepEqual(
    packages.map(({ version }) => version),
    ['1-2', '1-2', '7:1-2', '7:1-2'],
  );
  assert.equal(problems.length, 3);
});

test('bottlerocket: another document is refused', () => {
  for (const value of [[], {}, { Content: {} }, 1]) assert.throws(() => read(value), { code: 'E_FORMAT' });
});
