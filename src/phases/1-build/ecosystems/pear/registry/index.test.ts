import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { pearRegistry } from './index.ts';

const read = (text: string, path = 'usr/share/php/.registry/x.reg') =>
  pearRegistry.extract(path, new TextEncoder().encode(text));

test('a record of package.xml 2.0', () => {
  assert.deepEqual(pearRegistry.extract(example.path, example.bytes).packages, [
    {
      name: 'lantern',
      version: '3.2.0RC1',
      type: 'pear',
      versionOrder: 'composer',
      purl: { namespace: 'pecl.php.net', name: 'lantern' },
      licences: ['PHP-3.01'],
      files: ['usr/lib/php/ext/lantern.so'],
    },
  ]);
});

test('a record of package.xml 1.0, of the channel of PEAR', () => {
  const [found] = read(
    'a:3:{s:7:"package";s:11:"Archive_Tar";s:7:"version";s:5:"1.4.3";s:15:"release_license";s:3:"BSD";}',
  ).packages;
  assert.deepEqual([found?.name, found?.version, found?.purl.namespace], ['Archive_Tar', '1.4.3', 'pear.php.net']);
});

test('texts are counted in bytes, and hold anything', () => {
  const [found] = read('a:3:{s:7:"summary";s:8:"é";};é";s:4:"name";s:1:"a";s:7:"version";s:1:"1";}').packages;
  assert.equal(found?.name, 'a');
});

test('what is no data, or an object, is refused', () => {
  const deep = 'a:1:{i:0;'.repeat(5_000);
  for (const text of [
    '',
    'x',
    'a:1:{',
    'O:1:"A":0:{}',
    'a:1:{s:9999999:"a";}',
    'i:5;',
    'a:0:{}',
    'a:-1:{}',
    's:1;',
    deep,
  ])
    assert.throws(() => read(text), /SeaworthyError/, text.slice(0, 30));
});
