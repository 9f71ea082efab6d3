// Made from src/records/list.ts by `npm run docs`. Changes made here are lost.

/** Kinds of records that can be asked for, as the ledger names them. */
export const recordKindNames = [
  'inventory',
  'scan',
  'lint',
  'import',
  'signature',
  'attestation',
  'decision',
  'in-use',
  'event-summary',
  'retire-plan',
  'tombstone',
  'prune',
] as const;
