import { SeaworthyError } from '../../../core/index.ts';
import { asString, decodeBase64, field } from '../../../foundations/formats/index.ts';
import type { InclusionProof, LogEntry } from './bundle.ts';
import { bytesOf, countOf, has, listOf, messageOf, textOf } from './members.ts';

const entryMembers = [
  'logIndex',
  'logId',
  'kindVersion',
  'integratedTime',
  'inclusionPromise',
  'inclusionProof',
  'canonicalizedBody',
];
/** A tree of 2^64 leaves has proofs of 64 hashes. */
const maxHashes = 64;
const maxCheckpoint = 64 * 1024;

function parseProof(value: unknown, where: string): InclusionProof {
  const proof = messageOf(value, ['logIndex', 'rootHash', 'treeSize', 'hashes', 'checkpoint'], where);
  const checkpoint = has(proof, 'checkpoint')
    ? textOf(messageOf(field(proof, 'checkpoint'), ['envelope'], `${where}, checkpoint`), 'envelope', where)
    : '';
  if (checkpoint.length > maxCheckpoint)
    throw new SeaworthyError('E_LIMIT', `a checkpoint of ${checkpoint.length} characters`, { where });
  return {
    // A zero is left out by some writers of protobuf's JSON.
    logIndex: has(proof, 'logIndex') ? countOf(proof, 'logIndex', where) : 0,
    rootHash: bytesOf(proof, 'rootHash', where),
    treeSize: countOf(proof, 'treeSize', where),
    hashes: listOf(proof, 'hashes', maxHashes, where).map((hash) => decodeBase64(asString(hash, where), where)),
    checkpoint,
  };
}

/** Reads a TransparencyLogEntry (sigstore/protobuf-specs, sigstore_rekor.proto). Throws `E_FORMAT`, `E_LIMIT`. */
export function parseLogEntry(value: unknown, where: string): LogEntry {
  const entry = messageOf(value, entryMembers, where);
  const kind = messageOf(field(entry, 'kindVersion'), ['kind', 'version'], `${where}, kindVersion`);
  const promise = messageOf(
    field(entry, 'inclusionPromise') ?? {},
    ['signedEntryTimestamp'],
    `${where}, inclusionPromise`,
  );
  const time = has(entry, 'integratedTime') ? countOf(entry, 'integratedTime', where) : 0;
  return {
    logIndex: has(entry, 'logIndex') ? countOf(entry, 'logIndex', where) : 0,
    logId: bytesOf(messageOf(field(entry, 'logId'), ['keyId'], `${where}, logId`), 'keyId', where),
    kind: textOf(kind, 'kind', where),
    kindVersion: textOf(kind, 'version', where),
    body: bytesOf(entry, 'canonicalizedBody', where),
    ...(time === 0 ? {} : { integratedTime: time }),
    ...(has(promise, 'signedEntryTimestamp')
      ? { signedEntryTimestamp: bytesOf(promise, 'signedEntryTimestamp', where) }
      : {}),
    ...(has(entry, 'inclusionProof')
      ? { inclusionProof: parseProof(field(entry, 'inclusionProof'), `${where}, inclusionProof`) }
      : {}),
  };
}
