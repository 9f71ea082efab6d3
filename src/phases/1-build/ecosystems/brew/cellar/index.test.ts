import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brewCellar, kegOf } from './index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const path = 'opt/homebrew/Cellar/openssl@3/3.3.1/INSTALL_RECEIPT.json';

test('brew: needs and taps', () => {
  const receipt = {
    runtime_dependencies: [{ full_name: 'me/tap/x' }, { full_name: 7 }, null],
    source: { tap: 'me/tap' },
  };
  const [found] = brewCellar.extract(path, bytes(JSON.stringify(receipt))).packages;
  assert.deepEqual([found?.name, found?.version, found?.purl.namespace], ['openssl@3', '3.3.1', 'me/tap']);
  assert.deepEqual(found?.requires, [['x']]);
});

test('brew: only a licence that is one text', () => {
  const parts = (formula: string): unknown =>
    brewCellar.extract(path.replace('INSTALL_RECEIPT.json', '.brew/x.rb'), bytes(formula)).parts;
  assert.deepEqual(parts('  license "Apache-2.0"\n'), ['Apache-2.0']);
  assert.deepEqual(parts('  license any_of: ["MIT", "GPL-2.0-only"]\n  # license "MIT" or so\n'), []);
});

test('brew: a licence is that of its own keg', () => {
  const told = (at: string, text: string) => ({ path: at, extraction: brewCellar.extract(at, bytes(text)) });
  const other = told('opt/homebrew/Cellar/openssl@3/3.2.0/.brew/openssl@3.rb', 'license "MIT"\n');
  assert.deepEqual(brewCellar.join?.([other, told(path, '{}')]), []);
  assert.equal(kegOf(path), 'opt/homebrew/Cellar/openssl@3/3.3.1');
  assert.equal(kegOf('opt/Cellar/x'), undefined);
});

test('brew: what is no receipt is refused', () => {
  assert.throws(() => brewCellar.extract(path, bytes('[]')), { code: 'E_FORMAT' });
  assert.throws(() => brewCellar.extract(path, bytes('x')), { code: 'E_FORMAT' });
});
