import type { FixtureDescriptor } from '../../fixtures/index.ts';
import { gateWords } from '../gates.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { junkBundles } from '../junk-bundles.ts';
import { ends, isJudged } from '../oracles.ts';
import { Repository, writeKeys } from '../repository.ts';
import { alpine } from '../roots.ts';
import type { Files, ListedBy, World } from '../world.ts';

const files = (name: string): Files => ({ ...alpine(['sound', '1.0-r0']), 'app/name': name });
const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };

/** Puts an image into the repository under the tag `1`, of which nobody who is trusted has vouched for all. */
type Attack = (repository: Repository, sign: (digest: string, key?: string) => Promise<void>) => Promise<void>;

/** An index of a signed image and something else. */
const besideSigned =
  (make: (repository: Repository) => Promise<readonly FixtureDescriptor[]>): Attack =>
  async (repository, sign) => {
    const { manifest } = await repository.image(files('signed'), amd64);
    await sign(manifest.digest);
    await repository.index([manifest, ...(await make(repository))], '1');
  };

const attestationOf = (one: FixtureDescriptor, platform: Readonly<Record<string, string>>): FixtureDescriptor => ({
  ...one,
  platform,
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': one.digest },
});

const unsignedImage = async (repository: Repository, platform = amd64): Promise<FixtureDescriptor> =>
  (await repository.image(files('unsigned'), platform)).manifest;

const variants: readonly (readonly [name: string, attack: Attack])[] = [
  ['nothing signed', async (repository) => void (await repository.image(files('a'), amd64, '1'))],
  [
    'an index, nothing signed',
    async (repository) => void (await repository.index([await unsignedImage(repository)], '1')),
  ],
  [
    'signed by somebody else',
    async (repository, sign) => sign((await repository.image(files('a'), amd64, '1')).manifest.digest, 'theirs'),
  ],
  [
    'another image is signed',
    async (repository, sign) => {
      await sign((await repository.image(files('b'), amd64)).manifest.digest);
      await repository.image(files('a'), amd64, '1');
    },
  ],
  ['arm64 is not signed', besideSigned(async (repository) => [await unsignedImage(repository, arm64)])],
  [
    'amd64/v3 is not signed',
    besideSigned(async (repository) => [await unsignedImage(repository, { ...amd64, variant: 'v3' } as typeof amd64)]),
  ],
  ['a second amd64 is not signed', besideSigned(async (repository) => [await unsignedImage(repository)])],
  [
    'a first amd64 is not signed',
    async (repository, sign) => {
      const { manifest } = await repository.image(files('signed'), amd64);
      await sign(manifest.digest);
      await repository.index([await unsignedImage(repository), manifest], '1');
    },
  ],
  [
    'an image without a platform is not signed',
    besideSigned(async (repository) => {
      const { platform: _, ...rest } = await unsignedImage(repository);
      return [rest];
    }),
  ],
  [
    'an image that poses as an attestation for arm64',
    besideSigned(async (repository) => [attestationOf(await unsignedImage(repository, arm64), arm64)]),
  ],
  [
    'an image that poses as an attestation for amd64',
    besideSigned(async (repository) => [attestationOf(await unsignedImage(repository), amd64)]),
  ],
  [
    'an image that poses as an artifact',
    besideSigned(async (repository) => [
      { ...(await unsignedImage(repository, arm64)), artifactType: 'application/vnd.example' } as FixtureDescriptor,
    ]),
  ],
  [
    'an index within the index is not signed',
    besideSigned(async (repository) => [
      { ...(await repository.index([await unsignedImage(repository, arm64)], 'inner')), platform: arm64 },
    ]),
  ],
  [
    'Windows alone, not signed',
    async (repository) => {
      const one = await unsignedImage(repository, { os: 'windows', architecture: 'amd64' });
      await repository.index([one], '1');
    },
  ],
  [
    'an image lies under the fallback tag',
    async (repository) => {
      const { manifest } = await repository.image(files('a'), amd64, '1');
      await repository.image(files('x'), amd64, repository.fallback(manifest));
    },
  ],
  [
    'a text lies under the fallback tag',
    async (repository) => {
      const { manifest } = await repository.image(files('a'), amd64, '1');
      await repository.manifest(
        { schemaVersion: 2, what: 'is this' },
        repository.fallback(manifest),
        'application/vnd.oci.image.index.v1+json',
      );
    },
  ],
  [
    'a fallback tag of null',
    async (repository) => {
      const { manifest } = await repository.image(files('a'), amd64, '1');
      await repository.manifest(
        { schemaVersion: 2, manifests: null },
        repository.fallback(manifest),
        'application/vnd.oci.image.index.v1+json',
      );
    },
  ],
  [
    'a fallback tag that lists what is not there',
    async (repository) => {
      const { manifest } = await repository.image(files('a'), amd64, '1');
      const gone = {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        digest: `sha256:${'1'.repeat(64)}` as const,
        size: 7,
        artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      };
      await repository.manifest(
        { schemaVersion: 2, manifests: [gone] },
        repository.fallback(manifest),
        'application/vnd.oci.image.index.v1+json',
      );
    },
  ],
  [
    'a legacy tag of Cosign',
    async (repository) => {
      const { manifest } = await repository.image(files('a'), amd64, '1');
      await repository.image(files('sig'), amd64, `${repository.fallback(manifest)}.sig`);
    },
  ],
  [
    '501 referrers of nothing',
    async (repository) => {
      const { manifest } = await repository.image(files('a'), amd64, '1');
      for (let count = 0; count < 501; count += 1) await repository.attach(manifest, `{"n":${count}}`);
    },
  ],
];

const junk: readonly (readonly [name: string, attack: Attack])[] = junkBundles.map(([name, make]) => [
  `hung on: ${name}`,
  async (repository) => {
    const { manifest } = await repository.image(files('a'), amd64, '1');
    await repository.attach(manifest, make(manifest.digest));
  },
]);

let count = 0;

/** Sets the stage; gives the reference. */
async function stage(world: World, attack: Attack, listedBy: ListedBy): Promise<string> {
  count += 1;
  const registry = await world.registry(listedBy);
  await using repository = new Repository(registry.host, `green/${count}`);
  await writeKeys(world, 'ours');
  await writeKeys(world, 'theirs');
  const sign = async (digest: string, key = 'ours'): Promise<void> => {
    await world.must(['sign', `${repository.name}@${digest}`, '--key', `${key}.key`, '--record', 'off']);
  };
  await attack(repository, sign);
  return `${repository.name}:1`;
}

const rule = 'signedBy: [{ name: release, keyFile: ours.pub }]';
const attested = 'attested: { type: cyclonedx, by: [{ name: release, keyFile: ours.pub }] }';

/** The gate refuses whatever it does with what is not known, for none of this is an outage; and `verify` trusts none of it. */
const ways = (name: string, attack: Attack, listedBy: ListedBy): readonly GreenInput[] => [
  {
    name: `${name} (${listedBy}), gate`,
    expect: ends(3),
    prepare: async (world) => gateWords(world, rule, await stage(world, attack, listedBy)),
  },
  {
    name: `${name} (${listedBy}), gate that allows what is not known`,
    expect: ends(3),
    prepare: async (world) => gateWords(world, rule, await stage(world, attack, listedBy), 'unknown: allow\n'),
  },
  {
    name: `${name} (${listedBy}), verify`,
    expect: ends(4),
    prepare: async (world) => ['verify', await stage(world, attack, listedBy), '--key', 'ours.pub', '--record', 'off'],
  },
];

const signed: readonly (readonly [name: string, attack: Attack])[] = [
  ['an image', async (repository, sign) => sign((await repository.image(files('a'), amd64, '1')).manifest.digest)],
  [
    'an index',
    async (repository, sign) => {
      const one = await unsignedImage(repository);
      await sign((await repository.index([one, await unsignedImage(repository, arm64)], '1')).digest);
    },
  ],
  [
    'junk before a valid signature',
    async (repository, sign) => {
      const { manifest } = await repository.image(files('a'), amd64, '1');
      for (const [, make] of junkBundles) await repository.attach(manifest, make(manifest.digest));
      await sign(manifest.digest);
    },
  ],
];

export const signatures: GreenKind = {
  id: 'signatures',
  title: 'images that nobody who is trusted has signed, whatever hangs on them or lies beside them',
  inputs: [
    ...variants.flatMap(([name, attack]) => ways(name, attack, 'api')),
    ...variants
      .filter(([name]) => /fallback|legacy|nothing signed/.test(name))
      .flatMap(([name, attack]) => ways(name, attack, 'fallback tag')),
    ...junk.flatMap(([name, attack]) => ways(name, attack, 'api')),
    ...variants.slice(0, 8).map(
      ([name, attack]): GreenInput => ({
        name: `${name}, attested`,
        expect: ends(3),
        prepare: async (world) => gateWords(world, attested, await stage(world, attack, 'api'), 'unknown: allow\n'),
      }),
    ),
    ...signed.flatMap(([name, attack]): readonly GreenInput[] => [
      {
        name: `signed: ${name}, gate`,
        control: true,
        expect: isJudged,
        prepare: async (world) => gateWords(world, rule, await stage(world, attack, 'api')),
      },
      {
        name: `signed: ${name}, verify`,
        control: true,
        expect: isJudged,
        prepare: async (world) => ['verify', await stage(world, attack, 'api'), '--key', 'ours.pub', '--record', 'off'],
      },
    ]),
    {
      name: 'signed: every image of an index, gate',
      control: true,
      expect: isJudged,
      prepare: async (world) =>
        gateWords(
          world,
          rule,
          await stage(
            world,
            async (repository, sign) => {
              const both = [await unsignedImage(repository), await unsignedImage(repository, arm64)];
              for (const { digest } of both) await sign(digest);
              await repository.index(both, '1');
            },
            'api',
          ),
        ),
    },
  ],
};
