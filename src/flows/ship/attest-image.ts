import { formatPlatform, isIncomplete, isLeftOut, type Report, SeaworthyError } from '../../core/index.ts';
import { parseJson } from '../../foundations/formats/index.ts';
import type { DataDate } from '../../foundations/ledger/index.ts';
import { attest, keySigner, predicateType, scanPredicate as scanPredicateType } from '../../phases/2-ship/index.ts';
import { attestationKind } from '../../records/index.ts';
import { dataDates } from '../ledger/record-scan.ts';
import { sbom, scan } from '../scan.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { checkPredicate } from './check-predicate.ts';
import { type KeyInput, openKey, type TextFile } from './key-input.ts';
import { type NamedImage, withNamedImage } from './named-image.ts';
import { scanPredicate } from './scan-predicate.ts';
import { recordMade, type SignedImage } from './sign-image.ts';

/** Where the predicate comes from: a file, or made here by reading the image. */
export type PredicateSource =
  | ({ readonly kind: 'file' } & TextFile)
  /** A bill of materials, in the form that `format` writes it. */
  | { readonly kind: 'sbom'; readonly format: (report: Report) => Promise<string> }
  | { readonly kind: 'scan' };

export interface AttestInput {
  readonly key: KeyInput;
  /** Short (`cyclonedx`) or in full. */
  readonly type: string;
  readonly predicate: PredicateSource;
  /** Also sign what is made here when something in the image could not be looked at; refused otherwise. */
  readonly allowPartial?: boolean;
}

/** Bytes of a predicate file; what is larger no verifier would read. */
const maxPredicateBytes = 24 * 1024 * 1024;

/**
 * Signs a statement about an image and hangs it on it, as `signImage` does. What is made here is about one image, so of several variants one must be
 * chosen. Recorded as evidence of kind `attestation`, with the dates of the data behind it. Throws those of `signImage` and of reading the image, and
 * `E_USAGE` (no JSON object, several variants), `E_FORMAT` (a predicate of another format than its type), `E_INCOMPLETE`.
 */
export async function attestImage(target: string, input: AttestInput, given: Settings | Session): Promise<SignedImage> {
  const signer = await openKey(input.key);
  const type = predicateType(input.type);
  return withNamedImage(target, given, async (named, session) => {
    const { settings } = session;
    const { predicate, data } = await makePredicate(target, type, named, input, session);
    settings.signal?.throwIfAborted();
    settings.progress?.({ activity: 'Signing' });
    const said = { predicateType: type, predicate };
    const attached = await attest(named.image, said, signer, { clock: settings.clock });
    return recordMade(attestationKind, named, attached, keySigner(signer.publicKey), session, data);
  });
}

interface Made {
  readonly predicate: unknown;
  readonly data: readonly DataDate[];
}

async function makePredicate(
  target: string,
  type: string,
  named: NamedImage,
  { predicate: source, allowPartial = false }: AttestInput,
  session: Session,
): Promise<Made> {
  if (source.kind === 'file') {
    const predicate = parse(source.text, source.where);
    checkPredicate(type, predicate, source.where);
    return { predicate, data: [] };
  }
  if (source.kind === 'scan' && type !== scanPredicateType)
    throw new SeaworthyError('E_USAGE', 'a scan is attested under its own type', { next: 'Use `--type scan`.' });
  requireOneVariant(named);
  const report = source.kind === 'scan' ? await scan(target, session) : await sbom(target, session);
  requireSame(report, named);
  if (report.coverage.parts.some(isLeftOut))
    throw new SeaworthyError('E_USAGE', 'what leaves something out is not attested: it would be taken for all', {
      where: target,
    });
  if (isIncomplete(report.coverage) && !allowPartial) throw incomplete(report, target);
  if (source.kind === 'scan') return { predicate: scanPredicate(report), data: dataDates(report) };
  const predicate = parse(await source.format(report), 'the bill of materials');
  checkPredicate(type, predicate, 'the bill of materials');
  return { predicate, data: [] };
}

const parse = (text: string, where: string): unknown =>
  parseJson(Buffer.from(text), where, { maxBytes: maxPredicateBytes });

function requireOneVariant({ image, variants }: NamedImage): void {
  if (variants.length < 2) return;
  const names = variants.map((platform) => (platform === undefined ? 'not told' : formatPlatform(platform)));
  throw new SeaworthyError('E_USAGE', 'the target holds several images, and what is attested is about one', {
    where: image.name,
    why: names.join(', '),
    next: 'Choose one with `--platform`, here and when it is verified.',
  });
}

/** The image was opened a second time to read its layers: it must be the one that is signed. */
function requireSame({ subject }: Report, { image, digest }: NamedImage): void {
  if (subject.kind === 'image' && (subject.digest === digest || subject.indexDigest === digest)) return;
  throw new SeaworthyError('E_DIGEST_MISMATCH', 'the target was changed while it was read', {
    where: image.name,
    next: 'Try again, or name the image by its digest.',
  });
}

function incomplete(report: Report, target: string): SeaworthyError {
  const missed = report.coverage.problems.filter((problem) => problem.incomplete);
  return new SeaworthyError('E_INCOMPLETE', 'what was to be attested is incomplete, so nothing was signed', {
    where: target,
    why: `${missed[0]?.where}: ${missed[0]?.message}${missed.length > 1 ? `, and ${missed.length - 1} more` : ''}`,
    next: 'See what was missed with `seaworthy scan TARGET`; `--allow-partial` signs it all the same.',
  });
}
