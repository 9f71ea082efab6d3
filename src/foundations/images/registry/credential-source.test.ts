import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { errorLine, SeaworthyError } from '../../../core/index.ts';
import { createCredentialSource } from './credential-source.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const auth = (text: string): { readonly auth: string } => ({ auth: base64(text) });

/** The credential of each question, as one short text. */
async function ask(
  content: unknown,
  questions: readonly (readonly [string, string])[],
  programPath = '',
): Promise<unknown[]> {
  return inTemporaryDirectory(async (directory) => {
    const path = join(directory, 'config.json');
    await writeFile(path, JSON.stringify(content));
    const source = createCredentialSource({ files: [join(directory, 'gone.json'), path], programPath });
    const answers: unknown[] = [];
    for (const [registry, repository] of questions) {
      const { credential } = await source.find(registry, repository);
      if (credential === undefined) answers.push(undefined);
      else if (credential.kind === 'password') answers.push(`${credential.username}:${credential.password}`);
      else answers.push(`${credential.kind} ${credential.token}`);
    }
    return answers;
  });
}

test('docker: the forms of a key all name the host', async () => {
  for (const key of [
    'https://index.docker.io/v1/',
    'index.docker.io',
    'docker.io',
    'https://registry-1.docker.io/v2/',
  ]) {
    assert.deepEqual(
      await ask({ auths: { [key]: auth('u:p') } }, [
        ['docker.io', 'library/a'],
        ['quay.io', 'a'],
      ]),
      ['u:p', undefined],
    );
  }
  for (const key of [
    'r.test:5000',
    'https://r.test:5000',
    'http://R.test:5000/',
    'https://r.test:5000/v1/',
    'r.test:5000/v2',
  ]) {
    const questions = [
      ['r.test:5000', 'a/b'],
      ['r.test', 'a/b'],
      ['R.test:5000', 'a'],
    ] as const;
    assert.deepEqual(await ask({ auths: { [key]: auth('u:p') } }, questions), ['u:p', undefined, 'u:p']);
  }
});

test('podman: the most specific path wins', async () => {
  const auths = { 'quay.io': auth('host:1'), 'quay.io/org': auth('org:2'), 'quay.io/org/app': auth('app:3') };
  const questions = [
    ['quay.io', 'org/app'],
    ['quay.io', 'org/app/sub'],
    ['quay.io', 'org/other'],
    ['quay.io', 'organisation/app'],
  ] as const;
  assert.deepEqual(await ask({ auths }, questions), ['app:3', 'app:3', 'org:2', 'host:1']);
});

test('what an entry may hold', async () => {
  const cases: readonly [unknown, unknown][] = [
    [auth('u:p:with:colons'), 'u:p:with:colons'],
    [auth('u:padded\0\0'), 'u:padded'],
    [auth('<token>:abc'), 'identity-token abc'],
    [{ ...auth('u:p'), identitytoken: 'xyz' }, 'identity-token xyz'],
    [{ registrytoken: 'jwt' }, 'registry-token jwt'],
    [{ username: 'u', password: 'p' }, 'u:p'],
    [{}, undefined],
    [null, undefined],
    [{ auth: '' }, undefined],
  ];
  for (const [entry, expected] of cases) {
    assert.deepEqual(await ask({ auths: { 'r.test': entry } }, [['r.test', 'a']]), [expected], JSON.stringify(entry));
  }
  const hostile = JSON.parse('{"auths":{"__proto__":{"auth":"dTpw"},"constructor":{}}}');
  assert.deepEqual(
    await ask(hostile, [
      ['__proto__', 'a'],
      ['toString', 'a'],
    ]),
    ['u:p', undefined],
  );
});

const helper = `#!${process.execPath}
const fs = require('node:fs');
const server = fs.readFileSync(0, 'utf8');
fs.appendFileSync(__dirname + '/asked', process.argv[2] + ' ' + server + '\\n');
const known = { 'r.test': { Username: 'helped', Secret: 's3cret' }, 'https://index.docker.io/v1/': { Username: '<token>', Secret: 'idt' } };
if (server === 'broken.test') { console.log('gpg: no secret key'); process.exit(1); }
if (server === 'nonsense.test') { console.log('Secret s3cret'); process.exit(0); }
if (!known[server]) { console.log('credentials not found in native keychain'); process.exit(1); }
console.log(JSON.stringify(known[server]));
`;

test('helpers: asked by name for a registry or for all, once; nothing found, missing or broken is told and the next place is asked', async () => {
  await inTemporaryDirectory(async (directory) => {
    await writeFile(join(directory, 'docker-credential-good'), helper, { mode: 0o755 });
    const file = join(directory, 'config.json');
    const content = {
      credHelpers: { 'r.test': 'good', 'gone.test': 'absent', 'unknown.test': 'good' },
      auths: { 'gone.test': auth('u:p'), 'r.test': auth('old:old') },
    };
    await writeFile(file, JSON.stringify(content));
    const source = createCredentialSource({ files: [file], programPath: directory });
    const found = await source.find('r.test', 'a');
    assert.deepEqual(found.credential, {
      kind: 'password',
      username: 'helped',
      password: 's3cret',
      from: `docker-credential-good (named in ${file})`,
    });
    await source.find('r.test', 'b');
    const gone = await source.find('gone.test', 'a');
    assert.equal(gone.credential?.from, file);
    assert.match(gone.looked[0] ?? '', /program docker-credential-absent is not there.*search path/);
    const unknown = await source.find('unknown.test', 'a');
    assert.equal(unknown.credential, undefined);
    assert.match(unknown.looked[0] ?? '', /docker-credential-good has nothing for unknown\.test/);

    await writeFile(file, JSON.stringify({ credsStore: 'good' }));
    const store = createCredentialSource({ files: [file], programPath: directory });
    assert.equal((await store.find('docker.io', 'library/a')).credential?.kind, 'identity-token');
    assert.match((await store.find('broken.test', 'a')).looked.join(), /failed: gpg: no secret key/);
    const nonsense = (await store.find('nonsense.test', 'a')).looked.join();
    assert.match(nonsense, /not JSON/);
    assert.ok(!nonsense.includes('s3cret'));
    assert.deepEqual((await readFile(join(directory, 'asked'), 'utf8')).trim().split('\n'), [
      'get r.test',
      'get unknown.test',
      'get https://index.docker.io/v1/',
      'get broken.test',
      'get nonsense.test',
    ]);
  });
});

test('a bad file is one line that names it and shows nothing of it', async () => {
  await inTemporaryDirectory(async (directory) => {
    const file = join(directory, 'config.json');
    const cases: readonly string[] = [
      '{"auths":{"r.test":{"auth":"s3cret',
      's3cret',
      '[]',
      '{"auths":[]}',
      '{"auths":{"r.test":"s3cret"}}',
      '{"auths":{"r.test":{"auth":"s3cret"}}}',
      '{"auths":{"r.test":{"auth":7}}}',
      '{"credsStore":"../../bin/s3cret"}',
      '{"credHelpers":{"r.test":5}}',
    ];
    for (const content of cases) {
      await writeFile(file, content);
      const source = createCredentialSource({ files: [file], programPath: '' });
      await assert.rejects(source.find('r.test', 'a'), (error) => {
        assert.ok(error instanceof SeaworthyError);
        assert.equal(error.code, 'E_FORMAT', content);
        assert.equal(error.where, file);
        assert.ok(!errorLine(error).includes('s3cret'), errorLine(error));
        assert.equal(error.cause, undefined);
        return true;
      });
    }
    await writeFile(file, ' '.repeat(1024 * 1024 + 1));
    await assert.rejects(createCredentialSource({ files: [file], programPath: '' }).find('r.test', 'a'), {
      code: 'E_LIMIT',
    });
    await assert.rejects(createCredentialSource({ files: [directory], programPath: '' }).find('r.test', 'a'), {
      code: 'E_READ',
    });
  });
});
