import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ImageSubject, type LayerRef, placeOf } from '../../../core/index.ts';
import { type SpeakingConfig, scanImageConfig } from './image-config-secrets.ts';
import { maskSecrets } from './mask-secrets.ts';
import { sample } from './sample.ts';
import { type LocatedSecret, secretFindings } from './secret-findings.ts';
import { secretScanner } from './secret-scanner.ts';

const image: ImageSubject = {
  kind: 'image',
  name: 'app',
  digest: `sha256:${'a'.repeat(64)}`,
  configDigest: `sha256:${'b'.repeat(64)}`,
  platform: { os: 'linux', architecture: 'amd64' },
};
const scanner = secretScanner({ key: Buffer.from('a key for tests') });
const token = ['gl', 'pat-', sample(20)].join('');
const layer = (index: number): LayerRef => ({ index, digest: `sha256:${String(index).repeat(64)}` });

function located(path: string, text: string, rest: Omit<LocatedSecret, 'hit'>): readonly LocatedSecret[] {
  return scanner.scan(path, new TextEncoder().encode(text)).hits.map((hit) => ({ hit, ...rest }));
}

test('secret findings: a file in the final file system', () => {
  const [finding, ...more] = secretFindings(
    image,
    located('app/.env', `A=${token}`, { layer: layer(2), reach: { kind: 'present' } }),
  );
  assert.equal(more.length, 0);
  assert.equal(finding?.id, 'secret/gitlab-token');
  assert.deepEqual(finding?.location, { kind: 'image-file', path: 'app/.env', line: 1, column: 3, layer: layer(2) });
  assert.match(finding?.evidence.at(-1)?.statement ?? '', /final file system/);
  assert.ok(!JSON.stringify(finding).includes(token.slice(6, 14)));
});

test('secret findings: a deleted file is still in the image', () => {
  const reach = { kind: 'hidden', how: 'deleted', by: layer(5) } as const;
  const [finding] = secretFindings(image, located('root/.netrc', token, { layer: layer(3), reach }));
  assert.equal(
    finding?.evidence.at(-1)?.statement,
    'Only in layer 4 (deleted in layer 6): still in the image for anyone who pulls it.',
  );
  assert.match(finding?.fix.advice ?? '', /again without that layer/);
});

test('secret findings: one for a file that several layers carry, at the place that is seen', () => {
  const findings = secretFindings(image, [
    ...located('a', `x ${token}`, { layer: layer(0), reach: { kind: 'hidden', how: 'replaced', by: layer(1) } }),
    ...located('a', token, { layer: layer(1), reach: { kind: 'present' } }),
    ...located('b', token, { layer: layer(1), reach: { kind: 'present' } }),
  ]);
  assert.deepEqual(
    findings.map(({ location }) => [placeOf(location).path, placeOf(location).layer?.index]),
    [
      ['a', 1],
      ['b', 1],
    ],
  );
  const statements = findings[0]?.evidence.map(({ statement }) => statement).join('\n') ?? '';
  assert.match(statements, /Still reachable.*\nOnly in layer 1 \(replaced in layer 2\).*\nThe same secret is in b\./);
  assert.notEqual(findings[0]?.fingerprint, findings[1]?.fingerprint);
});

test('secrets of an image configuration: environment, labels, commands, history', () => {
  const config: SpeakingConfig = {
    env: ['PATH=/usr/bin', `TOKEN=${token}`, token],
    labels: { note: token, [token]: token },
    entrypoint: ['/bin/x', '--token', token],
    command: [token],
    healthcheck: ['CMD-SHELL', `x ${token}`],
    onBuild: ['USER app', `RUN x ${token}`],
    author: token,
    history: [
      { createdBy: '/bin/sh -c #(nop) CMD ["sh"]', empty: true, comment: token },
      { createdBy: `|1 TOKEN=${token} /bin/sh -c true`, empty: false },
    ],
  };
  const { hits } = scanImageConfig(scanner, config, maskSecrets);
  assert.doesNotMatch(JSON.stringify(hits), new RegExp(token));
  assert.deepEqual(
    hits.map(({ path, column }) => [path, column]),
    [
      ['config:env/TOKEN', 7],
      ['config:env/(no name)', 1],
      ['config:label/note', 6],
      [`config:label/${maskSecrets(token)}`, 1],
      [`config:label/${maskSecrets(token)}`, token.length + 2],
      ['config:entrypoint', 16],
      ['config:cmd', 1],
      ['config:healthcheck', 13],
      ['config:onbuild/2', 7],
      ['config:author', 1],
      ['history/1/comment', 1],
      ['history/2', 10],
    ],
  );
  assert.equal(new Set(hits.map((hit) => hit.fingerprint)).size, 1);
  const findings = secretFindings(
    image,
    hits.map((hit) => ({ hit, reach: { kind: 'config' } })),
  );
  assert.match(findings[0]?.evidence.map(({ statement }) => statement).join() ?? '', /without starting it/);
  const [first] = findings;
  assert.deepEqual(first?.location, { kind: 'image-config', entry: 'config:env/TOKEN', line: 1, column: 7 });
});
