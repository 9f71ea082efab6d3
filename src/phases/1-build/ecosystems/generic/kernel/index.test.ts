import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WantedIndex } from '../../wanted.ts';
import { example } from './example.ts';
import { linuxKernel } from './index.ts';

const read = (path: string, bytes: Uint8Array = new Uint8Array(64)): readonly string[] =>
  linuxKernel.extract(path, bytes).packages.map(({ name, version }) => `${name} ${version}`);

test('kernel: the image says its version, whatever it is called', () => {
  for (const path of ['boot/vmlinuz', 'boot/vmlinuz-1.0', 'boot/bzImage', 'usr/lib/modules/6.6.30/vmlinuz'])
    assert.deepEqual(read(path, example.bytes), ['linux-kernel 6.1.0-13-amd64'], path);
});

test('kernel: images of other machines are known by their names', () => {
  assert.deepEqual(read('boot/vmlinuz-5.14.0-70.el9.aarch64'), ['linux-kernel 5.14.0-70.el9.aarch64']);
  assert.deepEqual(read('lib/modules/6.6.30-0-virt/vmlinuz'), ['linux-kernel 6.6.30-0-virt']);
  for (const path of ['boot/vmlinuz', 'boot/vmlinuz-lts', 'boot/bzImage'])
    assert.throws(() => read(path), { code: 'E_FORMAT' }, path);
});

test('kernel: a header that points beyond the file, or at no version', () => {
  for (const offset of [
    [0xff, 0xff],
    [0, 0],
    [0x80, 0],
  ]) {
    const bytes = example.bytes.slice();
    bytes.set(offset, 0x20e);
    assert.throws(() => read('boot/vmlinuz', bytes), { code: 'E_FORMAT' });
  }
});

test('kernel: modules by their folder, at the root only', () => {
  assert.deepEqual(read('lib/modules/6.6.30-0-virt/modules.builtin'), ['linux-kernel-modules 6.6.30-0-virt']);
  assert.deepEqual(read('usr/lib/modules/extra/modules.builtin'), []);
  const index = new WantedIndex([linuxKernel]);
  assert.deepEqual(index.byPath('usr/lib/modules/6.1/modules.builtin'), [linuxKernel]);
  assert.deepEqual(index.byPath('srv/lib/modules/6.1/modules.builtin'), []);
});
