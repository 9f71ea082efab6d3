import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { imageBlobs } from '../../../../lab/fixtures/index.ts';
import { type Digest, SeaworthyError } from '../../../core/index.ts';
import { type ArtifactStore, emptyConfig, formatArtifact, mediaType } from '../../../foundations/images/index.ts';
import { bundleMediaType } from '../bundles/bundle.ts';
import { type SigningKey, signingKeyFromPkcs8 } from '../keys/signing-key.ts';
import { signaturePredicate } from '../statements/predicate-types.ts';
import { signStatement } from './attach-statement.ts';
import { BytesInFlight } from './budget.ts';
import { type ImageVerdict, judgeImage } from './judge-image.ts';
import { MemoryRepository } from './testing/memory-repository.ts';

/* Who is to blame where time runs out or a registry fails: many things that hang on an image, or the registry. */

const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
const signer: SigningKey = signingKeyFromPkcs8(key, '');
const requirement = { signer: { kind: 'key', key: signer.publicKey } } as const;
const image = imageBlobs({ layers: [] });
const subject: Digest = image.manifest.digest;
const valid = await signStatement({ digest: subject, predicateType: signaturePredicate, predicate: {} }, signer);

function hang(repository: MemoryRepository, bytes: Uint8Array, artifactType: string = bundleMediaType): void {
  repository.putBlob(emptyConfig.bytes);
  const blob = { mediaType: artifactType, ...repository.putBlob(bytes) };
  const about = { mediaType: mediaType.ociManifest, digest: subject, size: image.manifestBytes.length };
  repository.putManifest(formatArtifact({ artifactType, annotations: {}, blob, subject: about }).bytes);
}

/** An image with so much junk, and a signature behind it or none. */
function repositoryWith(junk: number, isSigned: boolean, artifactType?: string): MemoryRepository {
  const repository = new MemoryRepository(true);
  repository.putManifest(image.manifestBytes);
  for (let number = 0; number < junk; number++) hang(repository, Buffer.from(`junk ${number}`), artifactType);
  if (isSigned) hang(repository, valid);
  return repository;
}

type Failing = 'referrers' | 'manifest' | 'blob';

/** The store, whose answers of one kind take their time or do not come. */
function slow(store: ArtifactStore, what: Failing, wait: () => Promise<void>): ArtifactStore {
  return {
    ...store,
    manifest: async (...given) => {
      if (what === 'manifest') await wait();
      return store.manifest(...given);
    },
    blob: async (...given) => {
      if (what === 'blob') await wait();
      return store.blob(...given);
    },
    async *referrerPages(digest) {
      for await (const page of store.referrerPages(digest)) {
        yield page;
        if (what === 'referrers') await wait();
      }
    },
  };
}

async function verdictOf(store: ArtifactStore, within?: number): Promise<ImageVerdict> {
  const { verdicts } = await judgeImage(store, subject, [requirement], within === undefined ? {} : { within });
  return verdicts[0] ?? assert.fail('no verdict');
}

const stall = (): Promise<void> => sleep(3_000, undefined, { ref: false });

for (const what of ['referrers', 'manifest', 'blob'] as const) {
  test(`a registry that stalls is an outage; one that is given a flood to answer is not: ${what}`, async () => {
    for (const [junk, expected] of [
      [0, 'undetermined'],
      [5, 'undetermined'],
      [40, 'not-trusted'],
      [2_000, 'not-trusted'],
    ] as const) {
      const store = slow(repositoryWith(junk, true).store(), what, stall);
      const started = performance.now();
      const { verdict, why } = await verdictOf(store, 200);
      assert.equal(verdict, expected, `${junk}: ${why}`);
      assert.ok(performance.now() - started < 2_000, 'nobody waits for what is under way');
    }
  });
}

test('a flood of things of other kinds that takes all the time is no outage either', async () => {
  const store = slow(repositoryWith(100, false, 'text/plain').store(), 'referrers', stall);
  assert.equal((await verdictOf(store, 200)).verdict, 'not-trusted');
});

test('a deadline that is over, or comes, ends it as time does', async () => {
  for (const deadline of [AbortSignal.abort(), AbortSignal.timeout(100)]) {
    const store = slow(repositoryWith(0, true).store(), 'blob', stall);
    const { verdicts } = await judgeImage(store, subject, [requirement], { deadline });
    assert.equal(verdicts[0]?.verdict, 'undetermined');
  }
});

test('what holds by the time that it is over, holds', async () => {
  let asked = 0;
  const wait = async (): Promise<void> => {
    if (asked++ > 0) await stall();
  };
  const repository = repositoryWith(0, true);
  hang(repository, Buffer.from('x'.repeat(5_000)));
  assert.equal((await verdictOf(slow(repository.store(), 'blob', wait), 300)).verdict, 'trusted');
});

test('a registry that fails over one thing is an outage; over one of very many it is tired of them', async () => {
  const tired = (): Promise<never> => Promise.reject(new SeaworthyError('E_NETWORK', 'too many requests'));
  for (const [junk, expected] of [
    [3, 'undetermined'],
    [100, 'not-trusted'],
  ] as const) {
    const { verdict, why } = await verdictOf(slow(repositoryWith(junk, false).store(), 'blob', tired));
    assert.equal(verdict, expected, why);
  }
});

test('large bundles wait for one another, whoever asked for them; none is forgotten', async () => {
  const bytes = new BytesInFlight(100);
  let [now, most] = [0, 0];
  const sizes = [60, 60, 10, 200, 30, 30, 30, 1, 100];
  const done = await Promise.all(
    sizes.map((size) =>
      bytes.hold(size, async () => {
        now += size;
        most = Math.max(most, now);
        await sleep(2);
        now -= size;
        return size;
      }),
    ),
  );
  assert.deepEqual(done, sizes);
  assert.equal(most, 200, 'what is larger than all goes in alone');
  await assert.rejects(
    bytes.hold(100, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await bytes.hold(100, async () => 'free again'), 'free again');
});
