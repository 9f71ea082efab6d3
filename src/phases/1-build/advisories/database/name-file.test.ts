import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeaworthyError } from '../../../../core/index.ts';
import type { Http } from '../../../../foundations/net/index.ts';
import { nameFile } from './name-file.ts';

const file = { path: 'data.tar.zst', namedIn: { path: 'latest.txt', form: /^data_\d{4}\.tar\.zst$/ } };

const serving = (body: string, status = 200): Http => ({
  request: async () => ({
    status,
    headers: {},
    url: 'https://feed.example/latest.txt',
    body: (async function* () {})(),
    bytes: async (most) => {
      if (body.length > most) throw new SeaworthyError('E_LIMIT', 'too large');
      return Buffer.from(body);
    },
    discard: async () => {},
  }),
  close: async () => {},
});

const named = (body: string, status?: number) =>
  nameFile(file, { base: 'https://feed.example', http: serving(body, status) });

test('a file whose name changes is asked for under the name that it has now', async () => {
  for (const body of ['data_2030.tar.zst', 'data_2030.tar.zst\n', ' data_2030.tar.zst\r\n']) {
    const { name, file: found } = await named(body);
    assert.deepEqual([name, found.path], ['data.tar.zst', 'data_2030.tar.zst']);
  }
  const plain = { path: 'x.json' };
  assert.deepEqual(await nameFile(plain, { base: 'https://feed.example', http: serving('') }), {
    name: 'x.json',
    file: plain,
  });
});

test('a name that is none leads nowhere', async () => {
  for (const body of ['', '<html>', '../data_2030.tar.zst', 'data_2030.tar.zst/../../x', 'data_20301.tar.zst']) {
    await assert.rejects(named(body), (error) => error instanceof SeaworthyError && error.code === 'E_FEED', body);
  }
  await assert.rejects(
    named('x'.repeat(5_000)),
    (error) => error instanceof SeaworthyError && error.code === 'E_LIMIT',
  );
  await assert.rejects(named('', 404), (error) => error instanceof SeaworthyError && error.code === 'E_NOT_FOUND');
});
