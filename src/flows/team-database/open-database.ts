import { SeaworthyError, signerText } from '../../core/index.ts';
import type { StoreTarget } from '../../foundations/images/index.ts';
import { signerOf, type TrustedSigner, verify } from '../../phases/2-ship/index.ts';
import { artifactLimits } from './media-types.ts';
import { type HeldPartition, readDatabaseManifest, readHeld } from './read-database.ts';

/** An artifact whose maker is known, or that the user takes as it is. */
export interface OpenedDatabase {
  readonly store: StoreTarget['store'];
  /** `REF@DIGEST`: what is noted with each partition. */
  readonly via: string;
  readonly held: readonly HeldPartition[];
}

/**
 * Opens the artifact that a store has under a name. Its signature is checked before anything in it is read; without a signer only its digests are. Throws
 * `E_NOT_TRUSTED`, `E_INCOMPLETE` where an outage kept that from being found out, `E_FORMAT` for another kind of artifact, and those of the store.
 */
export async function openDatabaseArtifact(
  { store, name, tagOrDigest }: StoreTarget,
  signer: TrustedSigner | undefined,
): Promise<OpenedDatabase> {
  const { bytes, digest } = await store.manifest(tagOrDigest, artifactLimits.manifestBytes);
  if (signer !== undefined) await checkSigned({ store, name, tagOrDigest: digest }, signer);
  const where = `${store.name}, ${digest}`;
  const manifest = readDatabaseManifest(bytes, where);
  const config = await store.blob(manifest.config, artifactLimits.configBytes);
  const via = name.endsWith(`@${digest}`) ? name : `${name}@${digest}`;
  return { store, via, held: readHeld(manifest, config, via, where) };
}

async function checkSigned(image: StoreTarget, signer: TrustedSigner): Promise<void> {
  const { verdict, why } = await verify(image, { signer });
  if (verdict === 'trusted') return;
  const who = signerText(signerOf(signer));
  const isOutage = verdict === 'undetermined';
  throw new SeaworthyError(
    isOutage ? 'E_INCOMPLETE' : 'E_NOT_TRUSTED',
    isOutage
      ? `whether the advisory database is signed by ${who} could not be found out`
      : `the advisory database is not signed by ${who}`,
    {
      where: image.name,
      why: why.replace(/\.$/, ''),
      next: 'Nothing was taken from it. See what hangs on it with `seaworthy tree REF`.',
    },
  );
}
