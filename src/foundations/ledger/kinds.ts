/** What is fixed about the records of one kind. */
export interface RecordKindEntry {
  /** Version of the payload's shape: raised when a reader of the old one would misread it. Stored with each record. */
  readonly shape: number;
  /** What such a record says. */
  readonly says: string;
  /** Never pruned: the record is the last trace of something. */
  readonly keep: boolean;
}

const kind = (shape: number, says: string, keep = false): RecordKindEntry => ({ shape, says, keep });

/** Every kind of record that this version writes. A reader must expect others: a newer version may have written to the same ledger. */
export const recordKinds = {
  inventory: kind(1, 'What is in a subject: packages with their files, distribution, layers, coverage.'),
  scan: kind(2, 'What was judged wrong with a subject, by which data, and what could not be judged.'),
  lint: kind(1, 'What checks of a Dockerfile or a manifest found.'),
  signature: kind(1, 'A signature that was made or checked, by whom, and with which verdict.'),
  attestation: kind(1, 'A signed statement about a subject that was made or checked.'),
  decision: kind(1, 'The answer of a gate, with the digests of what it was given.'),
  'in-use': kind(1, 'Packages of a subject seen in use at run time, over which span of time.'),
  'event-summary': kind(1, 'What a watch saw of a subject: counts of events, alerts, events lost.'),
  'retire-plan': kind(1, 'What is to be removed and why.'),
  tombstone: kind(1, 'That a subject was removed, by which plan, and what was kept of it.', true),
  prune: kind(
    1,
    'That records were removed from this ledger: how many, by which policy, and where the chain is bridged.',
  ),
} as const satisfies Record<string, RecordKindEntry>;

export type RecordKind = keyof typeof recordKinds;

export function isRecordKind(text: string): text is RecordKind {
  return Object.hasOwn(recordKinds, text);
}

/** Whether pruning leaves records of this kind alone; those of an unknown kind are left alone too. */
export function isKept(text: string): boolean {
  return !isRecordKind(text) || recordKinds[text].keep;
}
