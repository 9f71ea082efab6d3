import { type KeySigner, SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import {
  addCheckpoint,
  type Checkpoint,
  checkpointFile,
  type LedgerProblem,
  type VerifyResult,
} from '../../foundations/ledger/index.ts';
import { keySigner, loadPublicKey } from '../../phases/2-ship/index.ts';
import type { Settings } from '../settings.ts';
import { type KeyInput, openKey, type TextFile } from '../ship/key-input.ts';
import { notInLedger } from './ledger-report.ts';
import { type NotedEnd, parseEnds, signatureProblems, signedEnd } from './noted-end.ts';
import { ledgerFolder, withKnownLedger } from './with-ledger.ts';

/** Bytes of a file of ends: some ten thousand of them. */
const mostEndBytes = 8 * 1024 * 1024;

/** What a check of the ledger found, and how far it reaches. */
export interface LedgerVerdict extends VerifyResult {
  /** The newest end that was noted and is in the ledger; absent where none was given, or something is wrong. */
  readonly noted?: {
    readonly ends: number;
    /** Of these, signed ones before it whose records were pruned since: they say nothing any more. */
    readonly pruned: number;
    readonly sequence: number;
    /** Records after it, of which only the chain speaks. */
    readonly after: number;
    /** Where a key was asked for: who signed it, and when that was by their word. */
    readonly signed?: { readonly key: KeySigner; readonly time: string };
  };
}

/**
 * Checks every record, and ends of the ledger that were noted elsewhere; those beside the ledger when none are given. With a key, at least one of them
 * must be signed by it, and none by another. Throws `E_TARGET_NOT_FOUND` where there is no ledger: nothing is no proof; `E_FORMAT`, `E_KEY`.
 */
export async function ledgerVerify(
  ends: readonly NotedEnd[] | undefined,
  settings: Settings,
  key?: TextFile,
): Promise<LedgerVerdict> {
  const asked = key === undefined ? undefined : loadPublicKey(key.text, key.where);
  const noted = ends ?? endsBeside(settings);
  const options = {
    checkpoints: noted,
    time: settings.clock.now().toISOString(),
    ...(settings.signal ? { signal: settings.signal } : {}),
  };
  const result = await withKnownLedger<VerifyResult | undefined>(settings, undefined, (ledger) =>
    ledger.verify(options),
  );
  if (result === undefined) throw notInLedger(ledgerFolder(settings));
  const unsigned = asked === undefined ? [] : signatureProblems(noted, asked);
  const newest = noted
    .filter(({ envelope }) => asked === undefined || envelope !== undefined)
    .reduce<NotedEnd | undefined>((a, b) => (a !== undefined && a.sequence >= b.sequence ? a : b), undefined);
  const { problems, pruned } = withoutOldEnds(result.problems, noted, newest);
  if (problems.length + result.more + unsigned.length > 0)
    return { ...result, ok: false, problems: [...unsigned, ...problems].slice(0, 1_000) };
  if (newest === undefined) return result;
  const { sequence, time } = newest;
  const after = (result.end?.sequence ?? sequence) - sequence;
  const signed = asked === undefined || time === undefined ? {} : { signed: { key: keySigner(asked), time } };
  return { ...result, ok: true, problems, noted: { ends: noted.length, pruned, sequence, after, ...signed } };
}

/**
 * Signed ends are kept, so that after a prune some name records that went. Where the newest one holds, these are no problem: what is left up to it is
 * chained to what was pruned. They are counted.
 */
function withoutOldEnds(
  problems: readonly LedgerProblem[],
  noted: readonly NotedEnd[],
  newest: NotedEnd | undefined,
): { readonly problems: readonly LedgerProblem[]; readonly pruned: number } {
  const isOld = ({ kind, sequence = 0 }: LedgerProblem): boolean =>
    kind === 'checkpoint-pruned' &&
    sequence < (newest?.sequence ?? 0) &&
    noted.every((end) => end.sequence !== sequence || end.envelope !== undefined);
  const left = problems.filter((problem) => !isOld(problem));
  return { problems: left, pruned: problems.length - left.length };
}

/** Those that were signed here; none where none ever was. */
function endsBeside(settings: Settings): readonly NotedEnd[] {
  const file = checkpointFile(ledgerFolder(settings));
  const bytes = readFileBytes(file, mostEndBytes);
  return bytes === undefined ? [] : parseEnds(Buffer.from(bytes).toString(), file);
}

/** The end of the ledger now. Throws `E_TARGET_NOT_FOUND` where there is no ledger. */
export async function ledgerCheckpoint(settings: Settings): Promise<Checkpoint> {
  const end = await withKnownLedger<Checkpoint | undefined>(settings, undefined, (ledger) => ledger.checkpoint());
  if (end === undefined) throw notInLedger(ledgerFolder(settings));
  return end;
}

/** A signed end, and where it was kept. */
export interface SignedEnd {
  /** One line of JSON. */
  readonly line: string;
  /** The file beside the ledger, to which it was added. */
  readonly file?: string;
  readonly notKept?: string;
}

/** The end of the ledger now, signed, and kept beside it where that can be written to. Throws as `ledgerCheckpoint`, and `E_KEY`. */
export async function ledgerSignedCheckpoint(key: KeyInput, settings: Settings): Promise<SignedEnd> {
  const signer = await openKey(key);
  const line = await signedEnd(await ledgerCheckpoint(settings), settings.clock.now().toISOString(), signer);
  try {
    return { line, file: addCheckpoint(ledgerFolder(settings), line) };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    return { line, notKept: [error.message, error.why].filter(Boolean).join(': ') };
  }
}
