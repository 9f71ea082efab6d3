import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  inTemporaryDirectory,
  type MemoryRegistryOptions,
  memoryRegistry,
  pushImage,
} from '../../../lab/fixtures/index.ts';
import { type AdmissionAnswer, openAdmission } from './admission.ts';
import { FactCache } from './fact-cache.ts';
import { gateOf, podReview, sceneSettings, sign, signedRule } from './testing/gate-scene.ts';

const hardened = '{ id: hardened, podSecurity: { level: baseline } }';
const privileged = { hostNetwork: true };

const placeless = {
  namespace: undefined,
  object: {
    metadata: { name: 'web', namespace: 'kube-system' },
    spec: { containers: [{ name: 'c', image: '1.2.3.999/a' }] },
  },
};

interface Asked {
  readonly images: readonly string[];
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly request?: Readonly<Record<string, unknown>>;
  readonly rules?: readonly string[];
  readonly top?: string;
  /** Milliseconds until the API server gives up. */
  readonly within?: number;
}

/** The answer of a gate that lets pass what is not known. */
async function ask(
  asked: Asked,
  fault: NonNullable<MemoryRegistryOptions['fault']> = () => false,
): Promise<AdmissionAnswer> {
  return inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry({ fault });
    const settings = sceneSettings(folder, registry.host);
    const signed = pushImage(registry, 'signed', {}, '1');
    pushImage(registry, 'unsigned', {}, '1');
    const {
      images,
      rules = [hardened, signedRule],
      spec = {},
      request = {},
      top = 'unknown: allow\n',
      within = 5_000,
    } = asked;
    faulty = false;
    await sign(`${registry.host}/signed@${signed.digest}`, settings);
    faulty = true;
    const admission = await openAdmission(gateOf(rules, top), settings);
    try {
      const references = images.map((image) => image.replace('HOST', registry.host));
      return await admission.answer(podReview(references, spec, request), AbortSignal.timeout(within));
    } finally {
      await admission.close();
    }
  });
}

/** Whether the registry is to fail: not while a test makes itself ready. */
let faulty = false;
const stalls: NonNullable<MemoryRegistryOptions['fault']> = ({ url }) => faulty && url.startsWith('/v2/');
const stallsFor =
  (part: string): typeof stalls =>
  ({ url }) =>
    faulty && url.includes(part);
const down: typeof stalls = (_request, response) => {
  if (!faulty) return false;
  response.statusCode = 403;
  response.end();
  return true;
};

const impossible = [
  '1.2.3.999/a/b:1',
  '127.1/a:1',
  '[::g]/a',
  'HOST/UPPER',
  'a b',
  'https://HOST/a',
  'HOST/a:',
  `HOST/a@sha256:${'0'.repeat(63)}`,
  '999999999999/a/b/../c',
  'x'.repeat(900),
];
for (const image of impossible)
  test(`undecided: a privileged pod of ${image.slice(0, 40)} is refused by Pod Security, and the image by every rule about it`, async () => {
    const both = await ask({ images: [image], spec: privileged });
    assert.equal(both.response.response.allowed, false);
    assert.equal(both.outcome, 'refused');
    assert.match(both.response.response.status?.message ?? '', /\[hardened\]/);
    const plain = await ask({ images: [image] });
    assert.equal(
      plain.response.response.allowed,
      false,
      'no node could pull it, and nobody else may make it mean something',
    );
    assert.match(plain.response.response.status?.message ?? '', /\[signed\]/);
    assert.doesNotMatch(plain.response.response.status?.message ?? '', /defect/);
  });

const requests: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['created', {}],
  ['created on a dry run', { dryRun: true }],
  [
    'updated',
    {
      operation: 'UPDATE',
      oldObject: { metadata: { name: 'web' }, spec: { containers: [{ name: 'a', image: 'other' }] } },
    },
  ],
  [
    'debugged',
    {
      operation: 'UPDATE',
      subResource: 'ephemeralcontainers',
      oldObject: { metadata: { name: 'web' }, spec: { containers: [{ name: 'a', image: 'other' }] } },
    },
  ],
];
for (const [name, request] of requests)
  test(`undecided: a registry that stalls does not help a privileged pod: ${name}`, async () => {
    const { outcome, response, trouble } = await ask(
      { images: ['HOST/unsigned:1'], spec: privileged, request, within: 300 },
      stalls,
    );
    assert.equal(response.response.allowed, false);
    assert.equal(outcome, 'undecided-refused');
    assert.match(response.response.status?.message ?? '', /\[hardened\]/);
    assert.match(trouble ?? '', /no time was left/);
  });

test('undecided: in an exempt namespace nothing is asked', async () => {
  const { outcome } = await ask(
    { images: ['HOST/unsigned:1'], spec: privileged, request: { namespace: 'kube-system' } },
    stalls,
  );
  assert.equal(outcome, 'not-judged');
});

test('undecided: what arrived before the deadline counts, what did not is let pass where the gate says so', async () => {
  const images = ['HOST/unsigned:1', 'HOST/signed:1'];
  const one = await ask({ images, within: 1_500 }, stallsFor('/signed/'));
  assert.equal(one.response.response.allowed, false, 'the other image is known not to be signed');
  assert.match(one.response.response.status?.message ?? '', /\[signed\].*unsigned:1/);
  const other = await ask({ images, within: 1_500 }, stallsFor('/unsigned/'));
  assert.deepEqual([other.response.response.allowed, other.outcome], [true, 'undecided-allowed']);
  assert.match(other.response.response.warnings?.join() ?? '', /unsigned:1: could not be determined/);
  assert.match(other.trouble ?? '', /no time was left/);
  const strict = await ask({ images, within: 1_500, top: 'unknown: refuse\n' }, stallsFor('/unsigned/'));
  assert.deepEqual([strict.response.response.allowed, strict.outcome], [false, 'undecided-refused']);
});

test('undecided: an outage is unknown, and what is not there is not', async () => {
  const outage = await ask({ images: ['HOST/signed:1'] }, down);
  assert.deepEqual([outage.response.response.allowed, outage.outcome], [true, 'allowed']);
  assert.match(outage.response.response.warnings?.join() ?? '', /could not be determined/);
  const never = await ask({ images: ['HOST/never:1'] });
  assert.equal(never.response.response.allowed, false, 'whoever names it may push it a moment later');
});

test('undecided: a rule that warns or audits does not refuse, whatever goes wrong', async () => {
  for (const mode of ['warn', 'audit']) {
    const { response } = await ask({ images: ['1.2.3.999/a/b:1'], spec: privileged, top: `mode: ${mode}\n` });
    assert.equal(response.response.allowed, true, mode);
    assert.equal((response.response.warnings ?? []).length > 0, mode === 'warn');
  }
});

test('a tag is asked for each time, and once for all containers that name it', async () => {
  await inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    const settings = sceneSettings(folder, registry.host);
    const { digest } = pushImage(registry, 'web', {}, 'latest');
    const name = `${registry.host}/web`;
    await sign(`${name}@${digest}`, settings);
    const admission = await openAdmission(gateOf([signedRule]), settings);
    const heads = () =>
      registry.server.requests.filter(({ method, url }) => method === 'HEAD' && url.endsWith('/latest')).length;
    const answer = async (images: readonly string[]) =>
      (await admission.answer(podReview(images), AbortSignal.timeout(10_000))).response.response;
    try {
      const before = heads();
      const first = await answer([name, `${name}:latest`, name]);
      assert.equal(first.allowed, true, first.status?.message);
      assert.equal(heads() - before, 1);
      assert.match(first.warnings?.join() ?? '', new RegExp(`Judged ${digest} for `));
      const listings = () => registry.server.requests.filter(({ url }) => url.includes('/referrers/')).length;
      const listed = listings();
      assert.equal((await answer([name])).allowed, true);
      assert.equal(heads() - before, 2, 'who asks later is told what the tag names then');
      assert.equal(listings(), listed, 'what is known of the digest is kept');
      await Promise.all([answer([name]), answer([name]), answer([name])]);
      assert.ok(heads() - before < 5, 'who asks meanwhile gets the same answer');
      const moved = pushImage(registry, 'web', {}, 'latest');
      const second = await answer([name]);
      assert.equal(second.allowed, false, 'the tag was moved to an image that is not signed');
      assert.match(second.status?.message ?? '', new RegExp(moved.digest));
      assert.equal((await answer([`${name}@${digest}`])).warnings, undefined, 'a digest is what is pulled');
    } finally {
      await admission.close();
    }
  });
});

const written: readonly (readonly [string, Asked])[] = [
  ['a field that cannot be read', { images: ['HOST/signed:1'], spec: { hostNetwork: 'true' } }],
  ['containers that are no list', { images: ['HOST/signed:1'], spec: { initContainers: { a: {} } } }],
  ['a container that is null', { images: ['HOST/signed:1'], spec: { initContainers: [null] } }],
  ['no container at all', { images: [] }],
  ['more images than are looked at', { images: Array.from({ length: 300 }, (_, index) => `HOST/unsigned:${index}`) }],
  [
    'an image behind ten thousand containers of a good one',
    { images: [...Array.from({ length: 10_000 }, () => 'HOST/signed:1'), 'HOST/unsigned:1'], rules: [signedRule] },
  ],
  ['no namespace in the request, and an exempt one in the object', { images: ['HOST/unsigned:1'], request: placeless }],
];
for (const [name, asked] of written)
  test(`undecided: what whoever writes pods can write is refused though the gate lets pass what is not known: ${name}`, async () => {
    const { response, outcome } = await ask(asked);
    assert.deepEqual([response.response.allowed, outcome], [false, 'refused']);
  });

const policies: readonly (readonly [string, boolean, string, string])[] = [
  ['unknown is refused', false, '', signedRule],
  ['unknown is let pass, and every rule asks somebody', true, 'unknown: allow\n', signedRule],
  ['Pod Security asks nobody', false, 'unknown: allow\n', hardened],
  ['names of images ask nobody', false, 'unknown: allow\n', '{ id: ours, imageSource: { digest: true } }'],
  ['nothing is enforced', true, 'unknown: allow\nmode: warn\n', hardened],
];
for (const [name, failOpen, top, rule] of policies)
  test(`the API server lets pass what it cannot ask about only where no rule could have refused it: ${name}`, async () => {
    await inTemporaryDirectory(async (folder) => {
      const admission = await openAdmission(gateOf([rule], top), sceneSettings(folder, 'registry.example'));
      assert.equal(admission.failOpen, failOpen);
      await admission.close();
    });
  });

test('an image that was refused for want of a signature is let in soon after it is signed', async () => {
  await inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    let now = Date.parse('2026-01-02T12:00:00Z');
    const settings = sceneSettings(folder, registry.host, { clock: { now: () => new Date(now) } });
    const { digest } = pushImage(registry, 'web', {}, '1');
    const name = `${registry.host}/web@${digest}`;
    const admission = await openAdmission(gateOf([signedRule]), settings);
    const listings = () => registry.server.requests.filter(({ url }) => url.includes('/referrers/')).length;
    const isAllowed = async () =>
      (await admission.answer(podReview([name]), AbortSignal.timeout(10_000))).response.response.allowed;
    try {
      assert.equal(await isAllowed(), false);
      await sign(name, settings);
      now += 3_000;
      assert.equal(await isAllowed(), true);
      const before = listings();
      now += 20_000;
      assert.equal(await isAllowed(), true);
      assert.equal(listings(), before, 'what speaks for it is kept, though nothing was asked about attestations');
    } finally {
      await admission.close();
    }
  });
});

test('the cache shares what is under way, and keeps nothing that is not to be kept', async () => {
  const cache = new FactCache(10, () => 0);
  let asked = 0;
  const get = () =>
    cache.get(
      'a',
      () => 0,
      async () => ++asked,
    );
  assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
  assert.equal(await get(), 2);
  assert.equal(cache.counts.entries, 0);
});
