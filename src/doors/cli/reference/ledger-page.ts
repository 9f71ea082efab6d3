import { recordKinds } from '../../../records/index.ts';
import { code, notice, table } from './markdown.ts';

/** The names alone, for the flag that asks for kinds: help and completion load no kind to know them. */
export function recordKindNamesFile(): string {
  const names = recordKinds.map(({ name }) => `  '${name}',\n`).join('');
  return `// Made from src/records/list.ts by \`npm run docs\`. Changes made here are lost.

/** Kinds of records that can be asked for, as the ledger names them. */
export const recordKindNames = [
${names}] as const;
`;
}

/** `docs/ledger.md`. */
export function ledgerPage(): string {
  const rows = recordKinds.map(({ name, phase, shape, says, kept }) => [
    code(name),
    phase ?? '–',
    says,
    String(shape),
    kept ? 'stays' : 'may go',
  ]);
  return `${notice}# The ledger

Evidence is kept as records, only ever added to: \`seaworthy ledger\` lists, shows, checks, exports and prunes them. A record is a header and a payload.

## Kinds

${table(['Kind', 'Phase', 'Says', 'Shape', 'When pruned'], rows)}
*Shape* is the version of the payload, stored with each record; every older shape is still read. A kind or shape of a newer version is told as one that is not understood, and never believed. What may be pruned goes only by the policy that is given.

## Header

${table(['Member', 'Is'], header)}
The digest of a record is the SHA-256 of its header in canonical JSON (RFC 8785), and \`previous\` is that of the record before: the chain. \`ledger export\` writes one record a line with all of this and its payload, so that anybody can check it.

## Origin

Each ledger has a random id (UUID), made with its file and kept in it, and says it in every record that it writes: \`origin\`. An export carries it and an import keeps it; what is written after an import has the id of the ledger it is written in. So records of several ledgers can be told apart wherever they lie, which the name that the chain begins with cannot do: an import takes that over. It is no proof of who wrote something: for that sign the end of the ledger, \`seaworthy ledger checkpoint --key FILE\`. A copy of the file copies its id.

Records of format 1 have no origin. They keep their digests, and a ledger that has them verifies as before; the file of an older version is brought up to date when it is opened by one that may write to it, and read as it is where it cannot be written to.
`;
}

const header: readonly (readonly string[])[] = [
  ['`format`', '2; 1 for records without `origin`'],
  ['`sequence`', 'its number, from 1; pruned records leave gaps'],
  ['`subject`', 'the key of what it is about'],
  ['`names`', 'other names of the subject, sorted'],
  ['`kind`, `shape`', 'what sort of evidence, and the version of its payload'],
  ['`producer`', 'name and version of the program that says so'],
  ['`origin`', 'the ledger that wrote it'],
  ['`data`', 'sources of data it rests on, with their dates'],
  ['`time`', 'when it was seen or judged (UTC)'],
  ['`payloadDigest`, `payloadBytes`', 'SHA-256 and length of the payload in canonical JSON'],
  ['`previous`', 'digest of the record before'],
];
