import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { SeaworthyError } from '../../../core/index.ts';
import { data, flags, network, output } from '../catalogue/index.ts';
import { configSchema } from '../reference/config-schema.ts';
import { exampleConfig } from '../reference/configuration-page.ts';
import { configLayer } from './config-file.ts';
import { checkProjectFile } from './project-file.ts';
import { resolve } from './resolve.ts';

const read = async (text: string) => resolve(flags, [await configLayer(text, 'seaworthy.yaml', 'user file')]);

test('a configuration file of every form', async () => {
  const values = await read(
    'offline: true\ntimeout: 5m\noutput: [table, json=x.json]\nfail-on: high\nfeeds:\n  alpine: https://mirror.example/alpine\n  osv: off\nmax-layers: 12\n',
  );
  assert.equal(values.on(data.offline), true);
  assert.equal(values.value(network.timeout), 300_000);
  assert.deepEqual(values.list(output.output), [{ format: 'table' }, { format: 'json', file: 'x.json' }]);
  assert.equal(values.list(output.failOn).length, 1);
  assert.deepEqual(
    [...values.map(data.feed)],
    [
      ['alpine', 'https://mirror.example/alpine'],
      ['osv', 'off'],
    ],
  );
  assert.deepEqual((await read('')).all.length, flags.length);
  assert.deepEqual((await read('# only a remark\n')).all.length, flags.length);
});

const wrong: readonly (readonly [string, string, RegExp])[] = [
  ['an unknown key', 'offline: true\ntimeuot: 5m\n', /"timeuot" \(seaworthy.yaml:2\).*Did you mean timeout/],
  ['a wrong value', 'offline: true\n\ntimeout: soon\n', /--timeout wants a duration.*"soon" \(seaworthy.yaml:3\)/],
  ['a wrong value of a flag that a command may not have', 'origin: true\n', /no setting "origin"/],
  ['a list for one value', 'timeout: [5m]\n', /timeout wants one value \(seaworthy.yaml:1\)/],
  ['nothing', 'timeout:\n', /timeout wants one value \(seaworthy.yaml:1\)/],
  ['a scalar for a map', 'feeds: off\n', /feeds wants a map/],
  ['a list as file', '- a\n', /holds `key: value` pairs \(seaworthy.yaml:1\)/],
  ['a key twice', 'offline: true\noffline: false\n', /not YAML: the key "offline" comes twice.*\(seaworthy.yaml:2:1\)/],
  ['a second document', 'offline: true\n---\nquiet: true\n', /one document.*\(seaworthy.yaml:3\)/],
  ['more values than a bound', `feeds: &a {a: b}\nx: [${'*a, '.repeat(250_000)}]\n`, /YAML of more than 400000 tokens/],
  ['broken YAML', 'offline: true\n  x: [\n', /not YAML.*seaworthy.yaml:\d/],
  ['an alias without an anchor', 'offline: true\nquiet: *a\n', /no anchor "a".*\(seaworthy.yaml:2:\d+\)/],
  ['a nested value', 'output:\n  - json: x\n', /output wants a value or a list/],
];

for (const [name, text, message] of wrong) {
  test(`a configuration file with ${name} is refused with its line`, async () => {
    await assert.rejects(
      () => read(text),
      (error) => {
        assert.ok(error instanceof SeaworthyError);
        assert.equal(error.code, 'E_USAGE');
        assert.match(`${error.message} (${error.where}). ${error.next}`, message);
        return true;
      },
    );
  });
}

test('the published schema accepts what the reader accepts, and refuses plain mistakes', async () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const validate = ajv.compile(configSchema());
  const accepts = (text: string): boolean => validate(parse(text)) === true;
  assert.ok(accepts(exampleConfig));
  const layer = await configLayer(exampleConfig, 'seaworthy.yaml', 'project file');
  assert.doesNotThrow(() => checkProjectFile(layer, [], tmpdir()));
  assert.ok(accepts(''));
  assert.ok(accepts('feeds: {osv: off}\nmax-layer-bytes: 1GiB\nmax-layers: 3\ncolor: never\n'));
  for (const text of [
    'x: 1',
    'offline: maybe',
    'timeout: soon',
    'max-layers: 0',
    'feeds: off',
    'color: sometimes',
    'platform: linux',
  ]) {
    assert.ok(!accepts(text), text);
    await assert.rejects(configLayer(text, 'x.yaml', 'user file'), { code: 'E_USAGE' }, text);
  }
});

test('no file makes the reader fail in another way', async () => {
  const key = fc.constantFrom('offline', 'output', 'feeds', 'timeout', '__proto__', 'constructor', '');
  const value = fc.constantFrom(
    'true',
    '[a, b]',
    '{a: b}',
    '&x 1',
    '*x',
    '!!js/function x',
    '"',
    '|\n a',
    '2020-01-01',
    'null',
    '',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(key, value), { maxLength: 4 }), async (pairs) => {
      try {
        await read(pairs.map(([name, text]) => `${name}: ${text}\n`).join(''));
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
      }
    }),
  );
});
