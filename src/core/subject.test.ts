import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  clusterSubject,
  filesContents,
  filesSubject,
  hostSubject,
  isClusterName,
  keyTitle,
  longestKey,
  readSubject,
  repositorySubject,
  type Subject,
  subjectKey,
  subjectNames,
  subjectOfKey,
  subjectTitle,
  workloadSubject,
} from './index.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}` as const;
const platform = { os: 'linux', architecture: 'amd64' };
const image: Subject = { kind: 'image', name: 'web:1', digest: digest('1'), configDigest: digest('2'), platform };
const shop = { place: { repository: 'github.com/acme/shop' }, path: 'deploy/Dockerfile' };
const folder = (digit: string) => ({ place: { folder: digest(digit) }, path: 'Dockerfile' });
const web = { group: 'apps', kind: 'Deployment', name: 'web' };
const pod = { group: '', kind: 'Pod', name: 'web-' };

/** Each with its key and what people read. All of them are different subjects. */
const cases: readonly (readonly [Subject, key: string, title: string])[] = [
  [image, digest('1'), 'web:1'],
  [
    filesSubject('Dockerfile', 'dockerfile', shop),
    'files:github.com/acme/shop//deploy/Dockerfile',
    'Dockerfile (github.com/acme/shop)',
  ],
  [filesSubject('.', 'dockerfiles', { ...shop, path: '' }), 'files:github.com/acme/shop//', '. (github.com/acme/shop)'],
  [filesSubject('Dockerfile', 'dockerfile', folder('a')), `files:${digest('a')}//Dockerfile`, 'Dockerfile'],
  [filesSubject('Dockerfile', 'dockerfile', folder('b')), `files:${digest('b')}//Dockerfile`, 'Dockerfile'],
  [
    { kind: 'files', name: 'Dockerfile', content: 'dockerfile', path: 'Dockerfile' },
    'dockerfile:Dockerfile',
    'Dockerfile',
  ],
  [{ kind: 'files', name: 'rootfs', content: 'directory', path: 'rootfs' }, 'directory:rootfs', 'rootfs'],
  [
    workloadSubject(web, { cluster: 'north', namespace: 'shop' }),
    'workload:north/shop/Deployment.apps/web',
    'shop/Deployment/web (cluster north)',
  ],
  [
    workloadSubject(web, { cluster: 'south', namespace: 'shop' }),
    'workload:south/shop/Deployment.apps/web',
    'shop/Deployment/web (cluster south)',
  ],
  [workloadSubject(web, { namespace: 'shop' }), 'workload:/shop/Deployment.apps/web', 'shop/Deployment/web'],
  [workloadSubject(web, { cluster: 'shop' }), 'workload:shop//Deployment.apps/web', 'Deployment/web (cluster shop)'],
  [
    workloadSubject({ ...web, group: 'extensions' }, { namespace: 'shop' }),
    'workload:/shop/Deployment.extensions/web',
    'shop/Deployment/web',
  ],
  [workloadSubject({ ...pod, generated: true }, { namespace: 'shop' }), 'workload:/shop/Pod./web-*', 'shop/Pod/web-*'],
  [workloadSubject({ ...pod, name: 'web-*' }, { namespace: 'shop' }), 'workload:/shop/Pod./web-%2A', 'shop/Pod/web-*'],
  [workloadSubject(pod, { namespace: 'shop' }), 'workload:/shop/Pod./web-', 'shop/Pod/web-'],
  [workloadSubject(pod, { namespace: 'a/b' }), 'workload:/a%2Fb/Pod./web-', 'a/b/Pod/web-'],
  [workloadSubject(pod, { cluster: 'a/b' }), 'workload:a%2Fb//Pod./web-', 'Pod/web- (cluster a/b)'],
  [{ kind: 'workload', name: 'shop/Deployment/web' }, 'workload:shop/Deployment/web', 'shop/Deployment/web'],
  [repositorySubject('r.test:5000'), 'repository:r.test:5000', 'r.test:5000'],
  [repositorySubject('r.test', 'shop/web', 'r.test/shop/web:1'), 'repository:r.test/shop/web', 'r.test/shop/web:1'],
  [{ kind: 'repository', name: 'r.test/shop/web:1' }, 'repository:r.test/shop/web:1', 'r.test/shop/web:1'],
  [hostSubject('north'), 'host:north', 'north'],
  [clusterSubject('north'), 'cluster:north', 'north'],
  [{ kind: 'credential', name: 'db/password', store: 'a/b' }, 'credential:a%2Fb/db/password', 'db/password (a/b)'],
  [{ kind: 'credential', name: 'token' }, 'credential:token', 'token'],
];

for (const [subject, key, title] of cases)
  test(`subject: ${key}`, () => {
    assert.equal(subjectKey(subject), key);
    assert.equal(subjectTitle(subject), title);
    assert.deepEqual(readSubject(JSON.parse(JSON.stringify(subject))), subject);
    const named = subjectOfKey(key);
    if (named !== undefined) assert.equal(subjectKey(named), key);
  });

test('subject: no two are the same, and what is asked for by another name is', () => {
  assert.equal(new Set(cases.map(([, key]) => key)).size, cases.length);
  assert.equal(subjectKey(filesSubject('./x/../Dockerfile', 'dockerfiles', shop)), cases[1]?.[1]);
  assert.equal(subjectKey({ ...image, name: 'other:2', indexDigest: digest('3') }), digest('1'));
});

test('subject: whatever it holds, two of another identity have another key, and a key is read again', () => {
  const part = fc.oneof(
    fc.string({ maxLength: 6, unit: fc.constantFrom('/', '%', '.', '*', '#', ':', 'a', '2', 'F', 'A') }),
    fc.string({ maxLength: 8 }),
  );
  const optional = fc.option(
    part.filter((text) => text !== ''),
    { nil: undefined },
  );
  const workload = fc
    .record({ group: part, kind: part, name: part, generated: fc.boolean(), cluster: optional, namespace: optional })
    .map(({ cluster, namespace, generated, ...object }) =>
      workloadSubject(generated ? { ...object, generated } : object, { cluster, namespace }),
    );
  const files = fc
    .record({ repository: part.map((text) => `h/${text}`), path: part })
    .map(({ repository, path }) => filesSubject('x', 'dockerfile', { place: { repository }, path }));
  const identity = ({ name: _, ...rest }: Subject): string => JSON.stringify(rest);
  fc.assert(
    fc.property(fc.oneof(workload, files), fc.oneof(workload, files), (a, b) => {
      assert.equal(subjectKey(a) === subjectKey(b), identity(a) === identity(b));
      const read = subjectOfKey(subjectKey(a));
      assert.ok(read !== undefined && subjectKey(read) === subjectKey(a));
    }),
    { numRuns: 500 },
  );
});

test('subject: names without end, and half characters, make keys that can be kept and are different', () => {
  const long = (name: string) => subjectKey(workloadSubject({ ...web, name }, { namespace: 'shop' }));
  const keys = ['x'.repeat(5_000), `${'x'.repeat(5_000)}y`, 'a\ud800', 'a\ud801', 'a\ufffd'].map(long);
  assert.equal(new Set(keys).size, keys.length);
  for (const key of keys) assert.ok(key.length <= longestKey && key.isWellFormed(), key);
  assert.equal(subjectOfKey(keys[0] ?? ''), undefined);
  const posing = (keys[0] ?? '').slice('workload:/shop/Deployment.apps/'.length);
  assert.ok(!keys.includes(long(posing)), 'a name that poses as a key that was cut');
  for (const name of subjectNames(workloadSubject({ ...web, name: 'x'.repeat(5_000) }, {})))
    assert.ok(name.length <= longestKey);
});

const older: readonly (readonly [unknown, string | undefined])[] = [
  [{ kind: 'directory', name: './rootfs' }, 'directory:./rootfs'],
  [{ kind: 'dockerfile', name: '2 Dockerfiles' }, 'dockerfile:2 Dockerfiles'],
  [{ kind: 'workload', name: 'shop/Deployment/web' }, 'workload:shop/Deployment/web'],
  [{ kind: 'repository', name: 'r.test/web:1' }, 'repository:r.test/web:1'],
  [{ kind: 'host', name: 'north' }, 'host:north'],
  [{ kind: 'ship', name: 'north' }, undefined],
  [{ kind: 'constructor', name: 'north' }, undefined],
  [{ kind: 'host' }, undefined],
  [{ kind: 'host', name: 7 }, undefined],
  [{ ...image, digest: 'sha256:1' }, undefined],
  [{ ...image, platform: undefined }, undefined],
  [{ ...image, indexDigest: 7 }, undefined],
  [{ kind: 'files', name: 'x', content: 'dockerfile' }, undefined],
  [{ kind: 'files', name: 'x', content: 'other', path: 'x' }, undefined],
  [{ kind: 'files', name: 'x', content: 'dockerfile', path: 'x', place: { repository: digest('1') } }, undefined],
  [{ kind: 'files', name: 'x', content: 'dockerfile', path: 'x', place: { folder: 'x' } }, undefined],
  [{ kind: 'workload', name: 'x', object: { kind: 'Pod' } }, undefined],
  [{ kind: 'workload', name: 'x', cluster: 7 }, undefined],
  [null, undefined],
  ['host', undefined],
  [[], undefined],
];

for (const [value, key] of older)
  test(`subject: ${JSON.stringify(value)?.slice(0, 80)} reads as ${key ?? 'none'}`, () => {
    const read = readSubject(value);
    assert.equal(read === undefined ? undefined : subjectKey(read), key);
  });

const titles: readonly (readonly [key: string, title: string])[] = [
  ['workload:north/shop/Deployment.apps/web', 'shop/Deployment/web (cluster north)'],
  ['files:github.com/acme/shop//deploy/Dockerfile', 'deploy/Dockerfile (github.com/acme/shop)'],
  ['files:github.com/acme/shop//', 'github.com/acme/shop'],
  [`files:${digest('a')}//Dockerfile`, 'Dockerfile (folder aaaaaaaaaaaa)'],
  ['host:north', 'north'],
  [digest('1'), digest('1')],
  ['workload:shop/Deployment/web', 'workload:shop/Deployment/web'],
  ['dockerfile:Dockerfile', 'dockerfile:Dockerfile'],
  ['ledger:1234', 'ledger:1234'],
  ['constructor:x', 'constructor:x'],
  ['', ''],
];

for (const [key, title] of titles)
  test(`subject: people read ${title || 'nothing'}`, () => assert.equal(keyTitle(key), title));

test('subject: names to find it by', () => {
  assert.deepEqual(subjectNames({ ...image, indexDigest: digest('3') }), ['web:1', digest('2'), digest('3')]);
  assert.deepEqual(subjectNames(workloadSubject(web, { cluster: 'north', namespace: 'shop' })), [
    'shop/Deployment/web',
    'north/shop/Deployment/web',
  ]);
  assert.deepEqual(subjectNames(filesSubject('./Dockerfile', 'dockerfile', shop)), [
    './Dockerfile',
    'deploy/Dockerfile',
    'github.com/acme/shop/deploy/Dockerfile',
  ]);
  assert.ok(filesContents.includes('dockerfiles'));
});

test('subject: what a cluster can be called', () => {
  const names = ['prod', 'arn:aws:eks:eu-west-1:1:cluster/prod', 'x'.repeat(253)];
  assert.deepEqual(names.map(isClusterName), [true, true, true]);
  assert.deepEqual(['', 'a b', 'a\n', 'ä', 'x'.repeat(254)].map(isClusterName), [false, false, false, false, false]);
});
