import assert from 'node:assert/strict';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FixtureImage, inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { defined, fixedClock } from '../../core/index.ts';
import {
  type Admission,
  type AdmissionAnswer,
  ledgerList,
  ledgerVerify,
  makeServerCertificate,
  offlineSettings,
  openAdmission,
  type Settings,
  scan,
} from '../../flows/index.ts';
import { type AdmissionServer, type AdmissionServerOptions, startAdmissionServer } from './admission-server.ts';
import { ask, podReview, postReview } from './testing/post.ts';

const dates = [new Date('2020-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z')] as const;
const tls = makeServerCertificate(['127.0.0.1'], ...dates);
const { authority } = tls;
const fixture: FixtureImage = {
  layers: [layer([{ path: 'app/node_modules/left/package.json', body: '{"name":"left","version":"1.0.0"}' }])],
};

function settings(folder: string): Settings {
  return offlineSettings({
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    platform: { os: 'linux', architecture: 'amd64' },
    clock: fixedClock('2026-01-02T12:00:00Z'),
    toolVersion: '1.2.3',
  });
}

const gateInput = (folder: string, top = '') => ({
  bytes: Buffer.from(
    `gate: 1\nname: test\n${top}rules:\n  - { id: scanned, scanned: { maxAge: 1d, complete: false } }\n`,
  ),
  where: 'gate.yaml',
  layouts: new Map([
    ['r.example.com/good', join(folder, 'good')],
    ['r.example.com/bad', join(folder, 'bad')],
  ]),
});

interface Served {
  readonly server: AdmissionServer;
  readonly warnings: readonly string[];
}

async function serving(
  admission: Admission,
  work: (served: Served) => Promise<void>,
  more: Partial<AdmissionServerOptions> = {},
): Promise<void> {
  const warnings: string[] = [];
  const server = await startAdmissionServer({
    host: '127.0.0.1',
    port: 0,
    certificate: () => tls,
    admission,
    warn: (message) => warnings.push(message),
    ...more,
  });
  try {
    await work({ server, warnings });
  } finally {
    await server.drain();
    await admission.close();
  }
}

/** A gate whose answers a test gives. */
function fakeAdmission(answer: (deadline: AbortSignal) => Promise<AdmissionAnswer>): Admission {
  return {
    gate: { name: 'fake', digest: '' },
    failOpen: true,
    namespaces: {},
    resources: [],
    answer: (_review, deadline) => answer(deadline),
    counts: () => ({ cache: { hits: 1, misses: 2, entries: 3 }, records: { kept: 0, waiting: 0, dropped: 0 } }),
    close: async () => {},
  };
}

const fine: AdmissionAnswer = {
  response: {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid: 'u', allowed: true, auditAnnotations: {} },
  },
  outcome: 'allowed',
};

interface Review {
  readonly response: {
    readonly uid: string;
    readonly allowed: boolean;
    readonly status?: { readonly code: number; readonly message: string };
    readonly warnings?: readonly string[];
  };
}

const responseOf = (text: string): Review['response'] => (JSON.parse(text) as Review).response;

test('a real gate over a real connection: refused, allowed, left alone; kept in the ledger but for dry runs', async () => {
  await inTemporaryDirectory(async (folder) => {
    for (const name of ['good', 'bad'])
      await ociLayout(join(folder, name), { ...fixture, config: { author: name }, tag: 'v1' });
    const given = settings(folder);
    await scan(`oci:${join(folder, 'good')}`, given);
    await serving(await openAdmission(gateInput(folder), given), async ({ server, warnings }) => {
      const say = async (review: unknown) => {
        const { status, text } = await postReview(server.port, authority, review);
        assert.equal(status, 200, text);
        return responseOf(text);
      };
      const good = await say(podReview('1', 'r.example.com/good:v1'));
      assert.deepEqual([good.uid, good.allowed], ['1', true]);
      const bad = await say(podReview('2', 'r.example.com/bad:v1'));
      assert.deepEqual([bad.allowed, bad.status?.code], [false, 403]);
      assert.match(bad.status?.message ?? '', /gate test refuses it: \[scanned\].*never scanned.*Scan it/);
      assert.equal((await say(podReview('3', 'r.example.com/none:v1'))).allowed, false, 'cannot be had: fails closed');
      assert.equal((await say(podReview('4', 'r.example.com/bad:v1', { namespace: 'kube-system' }))).allowed, true);
      assert.equal((await say(podReview('5', 'r.example.com/bad:v1', { dryRun: true }))).allowed, false);
      const { text } = await ask(server.port, '/metrics', authority);
      assert.match(text, /requests_total\{outcome="allowed"\} 1\n/);
      assert.match(text, /requests_total\{outcome="refused"\} 3\n/);
      assert.match(text, /requests_total\{outcome="not-judged"\} 1\n/);
      assert.match(text, /duration_seconds_count 5\n/);
      assert.match(text, /fact_cache_hits_total [1-9]/);
      assert.equal(warnings.length, 1);
      assert.match(
        warnings[0] ?? '',
        /^refused: the target is in a registry, and no registry may be asked \(r\.example/,
      );
    });
    assert.equal((await ledgerList({ kinds: ['decision'] }, given)).records.length, 3);
  });
});

test('200 at the same time are all answered, each by its own name, and all are kept', async () => {
  await inTemporaryDirectory(async (folder) => {
    for (const name of ['good', 'bad'])
      await ociLayout(join(folder, name), { ...fixture, config: { author: name }, tag: 'v1' });
    const given = settings(folder);
    await scan(`oci:${join(folder, 'good')}`, given);
    await serving(
      await openAdmission(gateInput(folder), given),
      async ({ server, warnings }) => {
        const agent = new Agent({ keepAlive: true, maxSockets: 200 });
        const answers = await Promise.all(
          Array.from({ length: 200 }, (_, index) =>
            postReview(
              server.port,
              authority,
              podReview(`uid-${index}`, `r.example.com/${index % 2 === 0 ? 'good' : 'bad'}:v1`),
              { agent },
            ),
          ),
        );
        agent.destroy();
        for (const [index, { status, text }] of answers.entries()) {
          const { uid, allowed } = responseOf(text);
          assert.deepEqual([status, uid, allowed], [200, `uid-${index}`, index % 2 === 0]);
        }
        assert.deepEqual(warnings, []);
      },
      { concurrency: 16, waiting: 400 },
    );
    assert.equal((await ledgerList({ kinds: ['decision'], limit: 1_000 }, given)).records.length, 200);
    assert.equal((await ledgerVerify([], given)).ok, true);
  });
});

test('what is no review is refused before anybody looks into it', async () => {
  await inTemporaryDirectory(async (folder) => {
    await serving(
      await openAdmission(gateInput(folder), settings(folder)),
      async ({ server }) => {
        const json = { 'content-type': 'application/json' };
        const cases: readonly [string, string, Record<string, string>, string | undefined, number][] = [
          ['POST', '/validate', json, '{', 400],
          ['POST', '/validate', json, '{"kind":"Pod"}', 400],
          ['POST', '/validate', json, JSON.stringify({ a: 'x'.repeat(5_000) }), 413],
          ['POST', '/validate', { ...json, 'transfer-encoding': 'chunked' }, 'x'.repeat(5_000), 413],
          ['POST', '/validate', { 'content-type': 'text/plain' }, '{}', 415],
          ['GET', '/validate', {}, undefined, 405],
          ['PUT', '/validate', json, '{}', 405],
          ['POST', '/healthz', json, '{}', 405],
          ['GET', '/', {}, undefined, 404],
          ['GET', '//', {}, undefined, 404],
          ['POST', '//validate', json, '{}', 404],
          ['GET', '/validate/../healthz', {}, undefined, 404],
          ['GET', '/%', {}, undefined, 404],
          ['GET', 'https://127.0.0.1/healthz', {}, undefined, 404],
          ['OPTIONS', '*', {}, undefined, 404],
          ['HEAD', '/validate', {}, undefined, 405],
          ['HEAD', '/healthz', {}, undefined, 200],
          ['GET', '/healthz?a=b?c=%', {}, undefined, 200],
          ['GET', '/healthz', {}, undefined, 200],
          ['GET', '/readyz', {}, undefined, 200],
        ];
        for (const [method, path, headers, body, status] of cases) {
          const said = await ask(server.port, path, authority, {
            method,
            headers,
            ...defined({ body }),
          });
          assert.equal(said.status, status, `${method} ${path} ${said.text}`);
        }
      },
      { maxBytes: 4_000 },
    );
  });
});

test('a gate that is not done in time judges by what is known, before the API server gives up', async () => {
  await inTemporaryDirectory(async (folder) => {
    const given = settings(folder);
    for (const [top, allowed] of [
      ['unknown: refuse\n', false],
      ['unknown: allow\n', true],
    ] as const) {
      const real = await openAdmission(gateInput(folder, top), given);
      const over = AbortSignal.abort();
      const late: Admission = { ...real, answer: (review) => real.answer(review, over) };
      await serving(late, async ({ server, warnings }) => {
        const { status, text } = await postReview(server.port, authority, podReview('1', 'r.example.com/good:v1'));
        const said = responseOf(text);
        assert.deepEqual([status, said.uid, said.allowed], [200, '1', allowed]);
        if (allowed) assert.match(said.warnings?.join() ?? '', /scanned: .*could not be determined/);
        assert.match(warnings.join(), /no time was left/);
        const metrics = await ask(server.port, '/metrics', authority);
        assert.match(metrics.text, new RegExp(`outcome="undecided-${allowed ? 'allowed' : 'refused'}"\\} 1\\n`));
        assert.match(metrics.text, /troubles_total 1\n/);
      });
    }
    // The time that the API server says is what the deadline is made of.
    const waits = fakeAdmission(
      (deadline) => new Promise((resolve) => deadline.addEventListener('abort', () => resolve(fine))),
    );
    await serving(waits, async ({ server }) => {
      const { status } = await postReview(server.port, authority, {}, { path: '/validate?timeout=50ms' });
      assert.equal(status, 200);
    });
  });
});

test('drained: what is in flight is answered, nobody else is let in', async () => {
  let release = (): void => {};
  let begun = (): void => {};
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const slow = fakeAdmission(() => {
    begun();
    return new Promise((resolve) => {
      release = () => resolve(fine);
    });
  });
  await serving(slow, async ({ server }) => {
    const { port } = server;
    const agent = new Agent({ keepAlive: true });
    const inFlight = postReview(port, authority, {}, { agent });
    await started;
    const drained = server.drain();
    await assert.rejects(postReview(port, authority, {}), { code: 'ECONNREFUSED' });
    release();
    const said = await inFlight;
    assert.deepEqual([said.status, said.headers.connection], [200, 'close']);
    await drained;
    agent.destroy();
  });
});

test('too many at once are turned away', async () => {
  let release: (() => void) | undefined;
  const slow = fakeAdmission(
    () =>
      new Promise((resolve) => {
        release = () => resolve(fine);
      }),
  );
  await serving(
    slow,
    async ({ server }) => {
      const first = postReview(server.port, authority, {});
      while (release === undefined) await new Promise((resolve) => setImmediate(resolve));
      const second = await postReview(server.port, authority, {});
      assert.deepEqual([second.status, second.headers['retry-after']], [503, '1']);
      release();
      assert.equal((await first).status, 200);
      release = undefined;
      const third = postReview(server.port, authority, {});
      while (release === undefined) await new Promise((resolve) => setImmediate(resolve));
      (release as () => void)();
      assert.equal((await third).status, 200);
    },
    { concurrency: 1, waiting: 0 },
  );
});

test('a certificate that changes is taken over, a broken one is not', async () => {
  const next = makeServerCertificate(['127.0.0.1'], ...dates);
  let now: { certificate: string; key: string } = tls;
  await serving(
    fakeAdmission(async () => fine),
    async ({ server, warnings }) => {
      const works = (ca: string) =>
        ask(server.port, '/healthz', ca, { agent: new Agent() }).then(
          ({ status }) => status === 200,
          () => false,
        );
      assert.deepEqual([await works(authority), server.reload()], [true, false]);
      now = { certificate: next.certificate, key: tls.key };
      assert.deepEqual([server.reload(), await works(authority)], [false, true]);
      assert.match(warnings.join(), /the certificate stays as it was/);
      now = next;
      assert.equal(server.reload(), true);
      assert.deepEqual([await works(authority), await works(next.authority)], [false, true]);
    },
    { certificate: () => now },
  );
});
