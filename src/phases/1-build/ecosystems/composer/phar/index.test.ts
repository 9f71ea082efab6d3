import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { phpArchives } from './index.ts';

/** An archive by hand: a program, a manifest, and files as they are. */
function makePhar(files: Readonly<Record<string, string>>, stub = '<?php __HALT_COMPILER();', flags = 0): Buffer {
  const number = (value: number): Buffer => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    return four;
  };
  const entries = Object.entries(files).map(([name, content]) =>
    Buffer.concat([
      ...[number(Buffer.byteLength(name)), Buffer.from(name)],
      ...[Buffer.byteLength(content), 0, Buffer.byteLength(content), 0, flags, 0].map(number),
    ]),
  );
  const manifest = Buffer.concat([
    number(entries.length),
    Buffer.from([0x11, 0, 0, 0, 0, 0]),
    number(0),
    number(0),
    ...entries,
  ]);
  return Buffer.concat([
    Buffer.from(stub),
    number(manifest.length),
    manifest,
    Buffer.from(Object.values(files).join('')),
  ]);
}

const one = '[{"name":"a/b","version":"1.0"}]';
const names = (bytes: Uint8Array): string[] => phpArchives.extract('x.phar', bytes).packages.map(({ name }) => name);

test('an archive of PHP itself, by the list inside', () => {
  const { packages } = phpArchives.extract(example.path, example.bytes);
  assert.deepEqual(
    packages.map(({ name, version, inside }) => [name, version, inside]),
    [
      ['harbour/a', 'v1.2.3', 'vendor/composer/installed.json'],
      ['harbour/b', '2.0.0-beta1', 'vendor/composer/installed.json'],
    ],
  );
});

test('whatever stands behind the end of the program', () => {
  for (const end of ['', ' ?>\r\n', '?>\n', ' ?>'])
    assert.deepEqual(
      names(makePhar({ 'a.php': 'xy', 'composer/installed.json': one }, `<?php __HALT_COMPILER();${end}`)),
      ['a/b'],
    );
  assert.deepEqual(names(makePhar({ 'a.php': 'xy' })), []);
});

test('what is none, is cut, or is compressed otherwise, is refused', () => {
  const good = makePhar({ 'composer/installed.json': one });
  const huge = Buffer.from(good);
  huge.writeUInt32LE(0xffffffff, 24);
  const cases: readonly (readonly [bytes: Uint8Array, code: string])[] = [
    [new Uint8Array(), 'E_FORMAT'],
    [Buffer.from('<?php echo 1;'), 'E_FORMAT'],
    [good.subarray(0, 40), 'E_FORMAT'],
    [good.subarray(0, good.length - 3), 'E_TRUNCATED'],
    [makePhar({ 'composer/installed.json': one }, undefined, 0x1000), 'E_FORMAT'],
    [makePhar({ 'composer/installed.json': one }, undefined, 0x2000), 'E_FORMAT'],
    [huge, 'E_LIMIT'],
  ];
  for (const [bytes, code] of cases) assert.throws(() => names(bytes), { code });
});
