import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FixtureDescriptor,
  inTemporaryDirectory,
  type MemoryRegistry,
  memoryRegistry,
  pushImage,
  pushIndex,
} from '../../../lab/fixtures/index.ts';
import type { Platform } from '../../core/index.ts';
import { scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { type GateAnswer, gateCheck, replayDecision } from './gate-check.ts';
import { gateOf, sceneSettings, sign, signedRule } from './testing/gate-scene.ts';

const amd64: Platform = { os: 'linux', architecture: 'amd64' };
const arm64: Platform = { os: 'linux', architecture: 'arm64' };
const repository = 'shop/web';
const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
const scannedRule = '{ id: scanned, scanned: { maxAge: 1d, complete: false } }';

interface Scene {
  readonly registry: MemoryRegistry;
  readonly settings: Settings;
  image(platform?: Platform): FixtureDescriptor;
  /** An image that is signed. */
  signed(platform?: Platform): Promise<FixtureDescriptor>;
  index(entries: readonly FixtureDescriptor[], tag?: string): FixtureDescriptor;
  sign(one: FixtureDescriptor): Promise<void>;
  scan(one: FixtureDescriptor): Promise<void>;
  /** The answer about the tag `1`. */
  ask(rules: readonly string[], top?: string, more?: Partial<Settings>): Promise<GateAnswer>;
}

async function inScene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    const settings = sceneSettings(folder, registry.host);
    const name = `${registry.host}/${repository}`;
    const scene: Scene = {
      registry,
      settings,
      image: (platform) => pushImage(registry, repository, platform === undefined ? {} : { platform }),
      async signed(platform) {
        const one = scene.image(platform);
        await scene.sign(one);
        return one;
      },
      index: (entries, tag = '1') => pushIndex(registry, repository, entries, tag),
      async sign({ digest }) {
        await sign(`${name}@${digest}`, settings);
      },
      async scan({ digest }) {
        await scan(`${name}@${digest}`, settings);
      },
      async ask(rules, top = '', more = {}) {
        const given = { ...settings, ...more };
        const target = { kind: 'image', reference: `${name}:1` } as const;
        const { decisions } = await gateCheck(
          { gate: gateOf(rules, top), targets: [target], namespace: 'prod' },
          given,
        );
        const [answer] = decisions;
        assert.ok(answer !== undefined);
        return answer;
      },
    };
    await work(scene);
  });
}

/** Indexes as somebody may push them; what the gate says of a rule about signatures, even where what is not known is let pass. */
const pushed: readonly (readonly [string, boolean, (scene: Scene) => Promise<void>])[] = [
  ['a signed image', true, async ({ registry, sign: signIt }) => signIt(pushImage(registry, repository, {}, '1'))],
  ['an image that is not signed', false, async ({ registry }) => void pushImage(registry, repository, {}, '1')],
  ['every image is signed', true, async ({ index, signed }) => void index([await signed(), await signed(arm64)])],
  [
    'the index itself is signed',
    true,
    async ({ image, index, sign: signIt }) => signIt(index([image(), image(arm64)])),
  ],
  [
    'signed amd64 beside unsigned arm64',
    false,
    async ({ image, index, signed }) => void index([await signed(), image(arm64)]),
  ],
  [
    'unsigned arm64 before signed amd64',
    false,
    async ({ image, index, signed }) => void index([image(arm64), await signed()]),
  ],
  [
    'an amd64/v3 that is not signed',
    false,
    async ({ image, index, signed }) => void index([await signed(), image({ ...amd64, variant: 'v3' })]),
  ],
  ['a second amd64', false, async ({ image, index, signed }) => void index([await signed(), image()])],
  [
    'a child for our platform that calls itself an attestation',
    false,
    async ({ image, index, signed }) => void index([{ ...image(), annotations }, await signed()]),
  ],
  [
    'a child for no platform that holds a file system',
    false,
    async ({ image, index, signed }) =>
      void index([await signed(), { ...image(), annotations, platform: { os: 'unknown', architecture: 'unknown' } }]),
  ],
  [
    'a child without a platform',
    false,
    async ({ image, index, signed }) => {
      const { platform: _, ...untold } = image();
      index([await signed(), untold]);
    },
  ],
  [
    'an unsigned image in an index inside',
    false,
    async ({ image, index, signed }) => void index([await signed(), index([image(arm64)], 'inner')]),
  ],
  [
    'a signed index inside',
    true,
    async ({ image, index, sign: signIt, signed }) => {
      const inner = index([image(arm64)], 'inner');
      await signIt(inner);
      index([await signed(), inner]);
    },
  ],
  [
    'Windows only, signed as a whole',
    true,
    async ({ image, index, sign: signIt }) =>
      signIt(index(['1', '2'].map((variant) => image({ os: 'windows', architecture: 'amd64', variant })))),
  ],
  [
    'Windows only, not signed',
    false,
    async ({ image, index }) => void index([image({ os: 'windows', architecture: 'amd64' })]),
  ],
  ['an empty index', false, async ({ index }) => void index([])],
  [
    '100 images, one signed',
    false,
    async ({ image, index, signed }) => {
      const one = await signed();
      index([one, ...Array.from({ length: 99 }, () => one), image()]);
    },
  ],
  [
    '10,000 entries',
    false,
    async ({ index, signed }) => {
      const one = await signed();
      index(Array.from({ length: 10_000 }, () => one));
    },
  ],
  [
    '10,001 entries, signed as a whole',
    false,
    async ({ index, sign: signIt, signed }) => {
      const one = await signed();
      const whole = index(Array.from({ length: 10_001 }, () => one));
      await signIt(whole).catch(() => {});
    },
  ],
  [
    'a child that is not there',
    false,
    async ({ image, index, registry, signed }) => {
      const gone = image(arm64);
      registry.content.delete(`${repository}@${gone.digest}`);
      index([await signed(), gone]);
    },
  ],
  [
    'a manifest that is none',
    false,
    async ({ registry }) =>
      void registry.put(
        repository,
        Buffer.from('{"schemaVersion":2}'),
        'application/vnd.oci.image.manifest.v1+json',
        '1',
      ),
  ],
  ['a tag that is not there', false, async () => {}],
];

for (const [name, allowed, push] of pushed)
  test(`gate: ${allowed ? 'allowed' : 'refused'}: ${name}`, async () => {
    await inScene(async (scene) => {
      await push(scene);
      const { decision } = await scene.ask([signedRule], 'unknown: allow\n');
      assert.equal(decision.allowed, allowed, JSON.stringify(decision.results, null, 1));
      assert.equal(decision.results[0]?.state, allowed ? 'pass' : 'fail');
    });
  });

test('gate: the image that speaks against an index is named by platform and digest', async () => {
  await inScene(async ({ ask, image, index, signed }) => {
    const good = await signed();
    const bad = image(arm64);
    index([good, bad]);
    const [result] = (await ask([signedRule])).decision.results;
    assert.match(result?.message ?? '', new RegExp(`linux/arm64 ${bad.digest}: `));
    assert.ok(!result?.message.includes(good.digest));
  });
});

test('gate: scans count for the image that was scanned, and not for the others in its index', async () => {
  await inScene(async ({ ask, image, index, scan: scanIt, sign: signIt }) => {
    const [one, two] = [image(), image(arm64)];
    await signIt(index([one, two]));
    const stateOf = async (more: Partial<Settings> = {}) =>
      (await ask([scannedRule], '', more)).decision.results.map(({ state }) => state).join();
    assert.equal(await stateOf(), 'fail');
    await scanIt(one);
    assert.equal(await stateOf(), 'fail', 'arm64 was not scanned');
    assert.equal(await stateOf({ platform: amd64 }), 'pass', 'the nodes are amd64');
    assert.equal(await stateOf({ platform: arm64 }), 'fail');
    await scanIt(two);
    assert.equal(await stateOf(), 'pass');
  });
});

test('gate: only what the nodes could pull must be trusted, where the gate or the command says what they are', async () => {
  await inScene(async ({ ask, image, index, signed }) => {
    index([await signed(), image(arm64), image({ ...amd64, variant: 'v3' })]);
    const allowed = async (top: string, more: Partial<Settings> = {}) => {
      const { decision } = await ask([signedRule], top, more);
      return `${decision.allowed} ${decision.warnings.filter((text) => text.includes('nodes of')).length}`;
    };
    assert.equal(await allowed('platforms: [linux/amd64]\n'), 'true 0');
    assert.equal(await allowed('platforms: [linux/amd64, linux/arm64]\n'), 'false 0');
    assert.equal(await allowed('platforms: [linux/amd64/v3]\n'), 'false 0');
    assert.equal(await allowed('', { platform: amd64 }), 'true 1', 'that the command says it is told');
    assert.equal(await allowed('platforms: [linux/arm64]\n', { platform: amd64 }), 'false 0', 'the gate wins');
    assert.equal(await allowed('platforms: [windows/amd64]\n'), 'false 0', 'nothing for the nodes is no pass');
  });
});

test('gate: an index is asked for what is in it once, and a decision about it can be judged again', async () => {
  await inScene(async ({ ask, index, registry, scan: scanIt, settings, signed }) => {
    const [one, two] = [await signed(), await signed(arm64)];
    const whole = index([one, two]);
    await scanIt(one);
    await scanIt(two);
    const from = registry.server.requests.length;
    const answer = await ask([signedRule, scannedRule]);
    assert.equal(answer.decision.allowed, true);
    const asked = registry.server.requests
      .slice(from)
      .map(({ method, url }) => `${method} ${url.replace(/^\/v2\/shop\/web\//, '')}`);
    assert.equal(asked.filter((line) => line === 'HEAD manifests/1').length, 1, asked.join('\n'));
    assert.equal(asked.filter((line) => line === `GET manifests/${whole.digest}`).length, 1);
    const replayed = await replayDecision(answer.record ?? 0, gateOf([signedRule, scannedRule]), settings);
    assert.equal(replayed.same, true);
  });
});
