import {
  asSeaworthyError,
  count,
  type Digest,
  defined,
  errorLine,
  type ImageSubject,
  type Problem,
  SeaworthyError,
  type Subject,
} from '../../core/index.ts';
import { openArtifactStore, type StoreTarget } from '../../foundations/images/index.ts';
import { isVex, readVex, type VexSource } from '../../phases/1-build/advisories/index.ts';
import { attachedDocuments } from '../../phases/2-ship/index.ts';
import { withoutImageId } from '../image-id.ts';
import type { Session } from '../session/session.ts';
import { trustedSigner } from '../ship/wanted-signer.ts';
import { type TakenVex, vexProblem } from './named-vex.ts';
import type { VexWanted } from './vex-wanted.ts';

/**
 * Statements that hang on an image, or on the index that it is from: the word of whoever may push. They count where the signer whom the user names has signed
 * them, or the user has waived that; others are told as found and not believed. What cannot be had or read is told too, and makes nothing milder. Throws
 * `E_USAGE` for what nothing can hang on, and those of reading the signer's key.
 */
export async function attachedVex(
  target: string,
  subject: Subject,
  attached: NonNullable<VexWanted['attached']>,
  session: Session,
): Promise<TakenVex> {
  if (subject.kind !== 'image')
    throw new SeaworthyError('E_USAGE', 'nothing hangs on this: it is no image', {
      where: target,
      next: 'Name documents with `--vex FILE`.',
    });
  const signer = 'signer' in attached ? trustedSigner(attached.signer) : undefined;
  let store: StoreTarget['store'];
  try {
    ({ store } = await openArtifactStore(await withoutImageId(target, session), session.storeOptions));
  } catch (error) {
    return { sources: [], problems: [notHad(error, target)] };
  }
  const sources: VexSource[] = [];
  const problems: Problem[] = [];
  for (const digest of digestsOf(subject)) {
    const found = await attachedDocuments(
      store,
      digest,
      isWanted,
      signer,
      digest === subject.digest ? subject.indexDigest : undefined,
    );
    for (const text of found.problems)
      problems.push(vexProblem('E_INCOMPLETE', `statements that hang on it may be missing: ${text}`, digest));
    for (const { manifest, value, notVerified } of found.documents) {
      try {
        const document = readVex(value, manifest, { about: digest });
        if (notVerified !== undefined && sizeOf(document.statements) > mostUnbelieved) {
          const message = `a VEX document found on the image, and not believed, is too large to be looked at: ${notVerified}`;
          problems.push(vexProblem('E_NOT_TRUSTED', message, manifest));
          continue;
        }
        sources.push({ where: manifest, document, ...defined({ notBelieved: notVerified }) });
      } catch (error) {
        problems.push(
          vexProblem('E_FORMAT', `what hangs on the image cannot be read as VEX: ${line(error)}`, manifest),
        );
      }
    }
  }
  return { sources, problems: [...problems, ...toldOf(sources, signer === undefined, subject.digest)] };
}

/** Products of a document that nobody signed whom the user trusts: it is only told, and must not take time. */
const mostUnbelieved = 20_000;

const sizeOf = (statements: readonly { readonly products: readonly unknown[] }[]): number =>
  statements.reduce((sum, { products }) => sum + products.length, statements.length);

/** OpenVEX and its like; of CycloneDX what analyses flaws, as an SBOM by itself says nothing of them. */
function isWanted(value: unknown, kind: string | undefined): boolean {
  if (kind === 'vex') return true;
  if (kind !== undefined && kind !== 'attestation') return false;
  return isVex(value) && !(isObjectWith(value, 'bomFormat') && !isObjectWith(value, 'vulnerabilities'));
}

const isObjectWith = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);

const digestsOf = ({ digest, indexDigest }: ImageSubject): readonly Digest[] =>
  indexDigest === undefined ? [digest] : [digest, indexDigest];

const line = (error: unknown): string => errorLine(asSeaworthyError(error, 'E_FORMAT', 'it cannot be read'));

const notHad = (error: unknown, where: string): Problem =>
  vexProblem('E_INCOMPLETE', `what hangs on the image could not be looked at: ${line(error)}`, where);

/** What was found and does not count, and what counts without anybody's signature, is said aloud. */
function toldOf(sources: readonly VexSource[], isUnsigned: boolean, where: Digest): readonly Problem[] {
  const refused = sources.filter(({ notBelieved }) => notBelieved !== undefined);
  const taken = sources.length - refused.length;
  const told: Problem[] = [];
  if (sources.length === 0) told.push(vexProblem('E_INCOMPLETE', 'no VEX document hangs on the image', where));
  if (refused.length > 0) {
    const why = refused[0]?.notBelieved?.replace(/\.$/, '') ?? '';
    const message = `${count(refused.length, 'VEX document')} found on the image, and not believed: ${why}`;
    told.push(vexProblem('E_NOT_TRUSTED', message, refused[0]?.where ?? where));
  }
  if (isUnsigned && taken > 0) {
    const message = `${count(taken, 'VEX document')} that ${taken === 1 ? 'hangs' : 'hang'} on the image ${taken === 1 ? 'was' : 'were'} believed as was asked for, whoever put ${taken === 1 ? 'it' : 'them'} there`;
    told.push(vexProblem('E_NOT_TRUSTED', message, where));
  }
  return told;
}
