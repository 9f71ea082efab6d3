import { defined } from '../../../core/index.ts';
import type { InclusionProof, LogEntry } from '../bundles/bundle.ts';
import { type TrustedLog, type TrustedRoot, validAt } from '../trust/trusted-root.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { bodyFault, type LoggedContent } from './log-body.ts';
import { leafHash, rootOfProof } from './merkle.ts';
import { signatureHolds } from './signature.ts';
import type { Steps } from './steps.ts';

/** What an entry gives once it holds. */
export interface CheckedEntry {
  readonly log: TrustedLog;
  /** When the log took it in, where the log vouches for that (Rekor v1 with a signed entry timestamp). */
  readonly time?: Date;
}

/** Checks one entry: that it is about this signature, and that the log has it. */
export function checkLogEntry(entry: LogEntry, content: LoggedContent, root: TrustedRoot, steps: Steps): CheckedEntry {
  const logs = root.logs.filter(({ id }) => Buffer.from(id).equals(entry.logId));
  const log = logs.find(({ key }) => key !== undefined);
  if (log === undefined) {
    const observed = Buffer.from(entry.logId).toString('base64');
    steps.fail('A log entry is by a log that the trusted root does not have, or whose kind of key is not supported.', {
      observed,
      source: root.where,
    });
  }
  const fault = bodyFault(entry, content);
  if (fault !== undefined)
    steps.fail(`The log entry does not belong to this signature: ${fault}.`, { source: log.url });
  steps.pass('The log entry names this content, this signature and this signer.', {
    observed: `${entry.kind} ${entry.kindVersion}`,
    source: log.url,
  });
  const time =
    entry.signedEntryTimestamp === undefined ? undefined : checkPromise(entry, entry.signedEntryTimestamp, log, steps);
  if (entry.inclusionProof !== undefined) checkProof(entry, entry.inclusionProof, log, steps);
  return { log, ...defined({ time }) };
}

/** The signed entry timestamp: a promise by the log, over the canonical JSON of four members (sigstore/rekor, "SignedEntryTimestamp"). */
function checkPromise(entry: LogEntry, signature: Uint8Array, log: TrustedLog, steps: Steps): Date {
  const time = new Date((entry.integratedTime ?? 0) * 1000);
  if (!validAt(log.validity, time))
    steps.fail('The log was not trusted when it took the entry in.', { observed: time.toISOString(), source: log.url });
  const payload = JSON.stringify({
    body: Buffer.from(entry.body).toString('base64'),
    integratedTime: entry.integratedTime ?? 0,
    logID: Buffer.from(entry.logId).toString('hex'),
    logIndex: entry.logIndex,
  });
  if (log.key === undefined || !signatureHolds(log.key.key, Buffer.from(payload), signature))
    steps.fail('The signed entry timestamp of the log does not hold.', { source: log.url });
  steps.pass('The log signed when it took the entry in.', { observed: time.toISOString(), source: log.url });
  return time;
}

/** The proof that the entry is in the tree whose root the log signed. */
function checkProof(entry: LogEntry, proof: InclusionProof, log: TrustedLog, steps: Steps): void {
  // Old logs number entries across trees; without their promise nothing else vouches for that number.
  if (entry.signedEntryTimestamp === undefined && entry.logIndex !== proof.logIndex)
    steps.fail('The log entry and its proof are about different places in the log.', { source: log.url });
  const reached = rootOfProof(leafHash(entry.body), proof.logIndex, proof.treeSize, proof.hashes);
  if (reached === undefined || !Buffer.from(reached).equals(proof.rootHash)) {
    steps.fail('The proof does not lead from the entry to the root of the tree.', {
      observed: reached === undefined ? 'a proof of the wrong length' : Buffer.from(reached).toString('hex'),
      expected: Buffer.from(proof.rootHash).toString('hex'),
      source: log.url,
    });
  }
  // Bundles of version 0.1 may have a proof without one, beside the promise.
  if (proof.checkpoint === '' && entry.signedEntryTimestamp !== undefined) return;
  checkCheckpoint(proof, log, steps);
}

function checkCheckpoint(proof: InclusionProof, log: TrustedLog, steps: Steps): void {
  const checkpoint = parseCheckpoint(proof.checkpoint);
  if (checkpoint === undefined) steps.fail('The checkpoint of the log cannot be read.', { source: log.url });
  const hint = Buffer.from(log.id).subarray(0, 4);
  // Others may have signed beside the log (witnesses); they are of no account here.
  const own = checkpoint.signatures.filter(
    ({ keyHint, name }) => hint.equals(keyHint) && log.url.endsWith(`//${name}`),
  );
  const key = log.key?.key;
  if (key === undefined || !own.some(({ signature }) => signatureHolds(key, checkpoint.signed, signature))) {
    steps.fail('The log did not sign the checkpoint.', {
      observed: checkpoint.signatures.map(({ name }) => name).join(', '),
      source: log.url,
    });
  }
  if (checkpoint.size !== proof.treeSize || !Buffer.from(checkpoint.rootHash).equals(proof.rootHash)) {
    steps.fail('The checkpoint is of another state of the log than the proof.', {
      observed: `size ${checkpoint.size}`,
      expected: `size ${proof.treeSize}`,
      source: log.url,
    });
  }
  steps.pass('The entry is in the log, in the tree whose root the log signed.', {
    observed: `entry ${proof.logIndex} of ${proof.treeSize}`,
    source: log.url,
  });
}
