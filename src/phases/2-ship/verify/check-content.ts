import { type DsseSignature, preAuthEncoding } from '../../../foundations/formats/index.ts';
import type { Bundle, HashName } from '../bundles/bundle.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { parseStatement, type Statement, subjectDigests } from '../statements/statement.ts';
import { anySignatureHolds, digestSignatureHolds, hashBytes } from './signature.ts';
import type { Steps } from './steps.ts';

/** What was signed, as far as it is known: digests, and the bytes where they are at hand. */
export interface Artifact {
  /** In lower-case hexadecimal. */
  readonly digests: Readonly<Partial<Record<HashName, string>>>;
  readonly bytes?: Uint8Array;
}

/**
 * The signatures of a bundle that the key made. Of an envelope each is tried, whatever it says of its key: key ids are hints that nobody vouches for
 * (dsse, "protocol.md"). One that stands there twice was put together by somebody else than its signer, as a log entry would be.
 */
export function heldSignatures(bundle: Bundle, key: PublicKey, steps: Steps): readonly DsseSignature[] {
  if (bundle.content.kind === 'message') return [{ signature: bundle.content.signature, keyId: '' }];
  const { payloadType, payload, signatures } = bundle.content.envelope;
  const signed = preAuthEncoding(payloadType, payload);
  const tried = new Set<string>();
  const holding = new Set<string>();
  const held: DsseSignature[] = [];
  for (const one of signatures) {
    const id = Buffer.from(one.signature).toString('base64');
    if (holding.has(id)) steps.fail('The same signature is in the envelope twice.');
    if (tried.has(id)) continue;
    tried.add(id);
    if (!anySignatureHolds(key.key, signed, one.signature)) continue;
    holding.add(id);
    held.push(one);
  }
  if (held.length === 0) {
    const none = signatures.length === 1 ? 'The signature does not hold.' : 'None of its signatures holds.';
    steps.fail(none, { expected: key.fingerprint });
  }
  return held;
}

/** That the signature, which holds where the content is a statement, is over the artifact (a message), or over a statement that names it (DSSE). */
export async function checkContent(
  bundle: Bundle,
  artifact: Artifact,
  key: PublicKey,
  steps: Steps,
): Promise<Statement | undefined> {
  if (bundle.content.kind === 'message') {
    await checkMessage(bundle.content, artifact, key, steps);
    return undefined;
  }
  steps.pass('The signature holds.', { observed: key.fingerprint });
  const statement = parseStatement(bundle.content.envelope, 'statement');
  const digests = subjectDigests(statement);
  const match = (Object.keys(artifact.digests) as HashName[]).find((hash) =>
    digests.includes(`${hash}:${digestHex(artifact, hash)}`),
  );
  const expected = Object.entries(artifact.digests)
    .map(([hash, hex]) => `${hash}:${hex}`)
    .join(', ');
  const observed = digests.slice(0, 10).join(', ');
  if (match === undefined) steps.fail('The statement is about something else.', { observed, expected });
  steps.pass('The statement is about this artifact.', { observed, expected });
  return statement;
}

async function checkMessage(
  content: Bundle['content'] & { readonly kind: 'message' },
  artifact: Artifact,
  key: PublicKey,
  steps: Steps,
): Promise<void> {
  const { digest, signature } = content;
  if (digest !== undefined) {
    const known = digestOf(artifact, digest.algorithm);
    if (known === undefined) steps.fail(`It is about a ${digest.algorithm} digest; the artifact is known by another.`);
    const [observed, expected] = [Buffer.from(digest.value).toString('hex'), known.toString('hex')];
    if (observed !== expected) steps.fail('The bundle is about another artifact.', { observed, expected });
    steps.pass('The bundle is about this artifact.', { observed, expected });
  }
  const holds =
    artifact.bytes === undefined
      ? await holdsOverDigest(artifact, key, signature)
      : anySignatureHolds(key.key, artifact.bytes, signature);
  if (holds === undefined)
    steps.fail('The signature needs the artifact itself; only its digest is known.', {
      observed: key.algorithm,
    });
  if (!holds) steps.fail('The signature does not hold.', { expected: key.fingerprint });
  steps.pass('The signature over the artifact holds.', { observed: key.fingerprint });
}

/** By every digest that is known: which hash was signed follows from the key, but with Cosign's keys not always. */
async function holdsOverDigest(
  artifact: Artifact,
  key: PublicKey,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  let holds: boolean | undefined;
  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    const digest = digestOf(artifact, hash);
    if (digest === undefined) continue;
    const answer = await digestSignatureHolds(key.key, digest, hash, signature);
    if (answer === true) return true;
    holds ??= answer;
  }
  return holds;
}

function digestHex(artifact: Artifact, hash: HashName): string | undefined {
  return digestOf(artifact, hash)?.toString('hex');
}

/** Digest of the artifact by a hash; undefined where it is not known. */
export function digestOf(artifact: Artifact, hash: HashName): Buffer | undefined {
  if (artifact.bytes !== undefined) return hashBytes(artifact.bytes, hash);
  const hex = artifact.digests[hash];
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}
