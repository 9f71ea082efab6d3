import {
  type Digest,
  type ImageSubject,
  type Inventory,
  type Problem,
  SeaworthyError,
  signerText,
} from '../../core/index.ts';
import { loadXml } from '../../foundations/formats/index.ts';
import type { ReadSbom } from '../../foundations/sbom/index.ts';
import { kindOf } from '../../phases/1-build/ecosystems/index.ts';
import { signerOf, type VerifiedBundle, verify } from '../../phases/2-ship/index.ts';
import { claimedInventory } from '../claimed-inventory.ts';
import { openImage } from '../open-image.ts';
import type { Settings } from '../settings.ts';
import { withNamedImage } from './named-image.ts';
import { trustedSigner, type WantedSigner } from './wanted-signer.ts';

/**
 * What is in an image by the bill of materials that somebody has attested to it: only where the attestation holds and is by the one asked for, about this very
 * manifest. No layer is read, and the coverage says so. Of several that hold the newest counts, as far as anybody trusted vouches for times. Throws
 * `E_NOT_TRUSTED` where none holds, `E_INCOMPLETE` where an outage kept that from being found out, `E_FORMAT` for one that cannot be read, and those of
 * `verifyImage`.
 */
export async function attachedSbom(target: string, wanted: WantedSigner, settings: Settings): Promise<Inventory> {
  const signer = trustedSigner(wanted);
  // On an image in an engine nothing hangs.
  const { engines: _engines, ...rest } = settings;
  return withNamedImage(target, rest, async (named, session) => {
    const opened = await openImage(named.place, session);
    const { subject } = opened;
    await opened.close();
    if (subject.kind !== 'image' || (subject.digest !== named.digest && subject.indexDigest !== named.digest))
      throw new SeaworthyError('E_DIGEST_MISMATCH', 'the target was changed while it was read', {
        where: target,
        next: 'Try again, or name the image by its digest.',
      });
    settings.progress?.({ activity: 'Fetching what is attested to it' });
    const image = { ...named.image, tagOrDigest: subject.digest };
    const { verdict, why, verified } = await verify(image, { signer, predicateKind: 'sbom' });
    settings.signal?.throwIfAborted();
    const who = signerText(signerOf(signer));
    if (verdict !== 'trusted') throw notTrusted(verdict, why, who, subject, named.digest);
    const { found, manifest } = await readFirst(verified, target);
    const others = verified.length > 1 ? `; ${verified.length} that hold hang on it, and the newest was taken` : '';
    const how = `what is in it was taken from the ${found.format} bill of materials that ${who} has attested to it${others}: its layers were not looked at, and nobody looked for secrets`;
    const inventory = claimedInventory(found, { subject, where: manifest, how, now: settings.clock.now() });
    const other = aboutAnother(found, subject, manifest);
    return other === undefined ? inventory : withProblem(inventory, other);
  });
}

/** The first of those that hold which is a bill of materials that can be read. */
async function readFirst(
  verified: readonly VerifiedBundle[],
  target: string,
): Promise<{ readonly found: ReadSbom; readonly manifest: Digest }> {
  const { readSbomPredicate } = await import('../../foundations/sbom/index.ts');
  await loadXml();
  let fault: SeaworthyError | undefined;
  for (const { statement, manifest } of verified)
    try {
      return { found: readSbomPredicate(statement?.predicate, manifest, { kindOf }), manifest };
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      fault ??= error;
    }
  throw fault ?? new SeaworthyError('E_FORMAT', 'no bill of materials is attested to it', { where: target });
}

function notTrusted(
  verdict: 'not-trusted' | 'undetermined',
  why: string,
  who: string,
  { digest }: ImageSubject,
  named: Digest,
): SeaworthyError {
  const isVariant = digest !== named;
  const what =
    verdict === 'undetermined'
      ? `whether ${who} has attested a bill of materials to the image could not be found out`
      : `no bill of materials is attested to the image by ${who}`;
  return new SeaworthyError(verdict === 'undetermined' ? 'E_INCOMPLETE' : 'E_NOT_TRUSTED', what, {
    where: digest,
    why: why.replace(/\.$/, ''),
    next: isVariant
      ? 'It must hang on the image of the platform, and not on the index that was named: see `seaworthy tree IMAGE`. Without `--sbom-from` the layers are read.'
      : 'See what hangs on it with `seaworthy tree IMAGE`. Without `--sbom-from` the layers are read.',
  });
}

/** A document that says itself that it is about something else: whoever signed it may have taken the wrong one. */
function aboutAnother({ image }: ReadSbom, subject: ImageSubject, where: string): Problem | undefined {
  const said = image?.digest;
  const own: readonly (Digest | undefined)[] = [subject.digest, subject.configDigest, subject.indexDigest];
  if (said === undefined || own.includes(said)) return undefined;
  const message = `it says of itself that it is about ${said}, which is not this image`;
  return { code: 'E_INCOMPLETE', message, where, part: 'sbom', incomplete: true };
}

function withProblem(inventory: Inventory, problem: Problem): Inventory {
  const { coverage } = inventory;
  return { ...inventory, coverage: { ...coverage, problems: [...coverage.problems, problem] } };
}
