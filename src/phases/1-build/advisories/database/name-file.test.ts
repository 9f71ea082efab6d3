import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../../core/index.ts';
import type { Http } from '../../../../foundations/net/index.ts';
import type { FeedFile } from '../feed.ts';
import { nameFile } from './name-file.ts';
import { memoryHttp, type Served } from './testing/example-feed.ts';

const file: FeedFile = {
  path: 'data.tar.zst',
  namedIn: { path: 'latest.txt', name: (text) => /^data_\d{4}\.tar\.zst$/.exec(text.trim())?.[0] },
};

const serving = (body: string, status = 200): Http => ({
  request: async () => ({
    status,
    headers: {},
    url: 'https://feed.example/latest.txt',
    body: (async function* () {
      yield Buffer.from(body);
    })(),
    bytes: async (most) => {
      if (body.length > most) throw new SeaworthyError('E_LIMIT', 'too large');
      return Buffer.from(body);
    },
    discard: async () => {},
  }),
  close: async () => {},
});

const named = (body: string, status?: number) =>
  inTemporaryDirectory((folder) =>
    nameFile(file, { base: 'https://feed.example', http: serving(body, status), folder }),
  );

test('a file whose name changes is asked for under the name that it has now', async () => {
  for (const body of ['data_2030.tar.zst', 'data_2030.tar.zst\n', ' data_2030.tar.zst\r\n']) {
    const { name, file: found } = await named(body);
    assert.deepEqual([name, found.path], ['data.tar.zst', 'data_2030.tar.zst']);
  }
  const plain = { path: 'x.json' };
  assert.deepEqual(await nameFile(plain, { base: 'https://feed.example', http: serving(''), folder: '' }), {
    name: 'x.json',
    file: plain,
  });
});

test('a name that is none leads nowhere', async () => {
  for (const body of ['', '<html>', '../data_2030.tar.zst', 'data_2030.tar.zst/../../x', 'data_20301.tar.zst']) {
    await assert.rejects(named(body), (error) => error instanceof SeaworthyError && error.code === 'E_FEED', body);
  }
  await assert.rejects(
    named('x'.repeat(2_000_000)),
    (error) => error instanceof SeaworthyError && error.code === 'E_LIMIT',
  );
  await assert.rejects(named('', 404), (error) => error instanceof SeaworthyError && error.code === 'E_NOT_FOUND');
});

const base = 'https://feed.example';
const chained: FeedFile = {
  path: 'list.xml',
  namedIn: {
    path: 'index',
    namedIn: { path: 'mirrors', name: (text) => /^folder (\S+)/.exec(text)?.[1] },
    name: (text, at) => (text.startsWith('file ') ? `${at}/${text.slice(5)}` : undefined),
  },
};

const namedByTwo = (texts: Readonly<Record<string, string>>, one = chained) =>
  inTemporaryDirectory((folder) =>
    nameFile(one, {
      base,
      folder,
      http: memoryHttp(
        new Map(
          Object.entries(texts).map(([path, body]): [string, Served] => [`${base}/${path}`, { body, headers: {} }]),
        ),
      ),
    }),
  );

test('a file is found by two that name one another', async () => {
  const found = await namedByTwo({ mirrors: 'folder a/b\n', 'a/b': 'file c-1.xml.gz' });
  assert.deepEqual([found.name, found.file.path], ['list.xml', 'a/b/c-1.xml.gz']);
});

test('a file that nobody names is itself', async () => {
  assert.deepEqual(await namedByTwo({}, { path: 'x' }), { name: 'x', file: { path: 'x' } });
});

const refused: readonly [title: string, texts: Readonly<Record<string, string>>, code: string][] = [
  ['an index that says nothing', { mirrors: 'hello' }, 'E_FEED'],
  ['a way up', { mirrors: 'folder ../../etc' }, 'E_FEED'],
  ['a way from the root', { mirrors: 'folder /etc' }, 'E_FEED'],
  ['another server', { mirrors: 'folder https://elsewhere.example/x' }, 'E_FEED'],
  ['a name of signs', { mirrors: 'folder a?b' }, 'E_FEED'],
  ['no index', {}, 'E_NOT_FOUND'],
  ['an index without end', { mirrors: `folder ${'a'.repeat(2_000_000)}` }, 'E_LIMIT'],
];
for (const [title, texts, code] of refused) {
  test(`the name of a file: ${title} is refused`, () => assert.rejects(namedByTwo(texts), { code }));
}

test('an optional file whose index is not there is not there', async () => {
  const found = await namedByTwo({}, { ...chained, optional: true });
  assert.deepEqual([found.name, found.file.path, found.file.optional], ['list.xml', 'list.xml', true]);
});
