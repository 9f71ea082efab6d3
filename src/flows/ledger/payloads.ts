import {
  type Coverage,
  type Digest,
  emptyCoverage,
  type ImageSubject,
  type Inventory,
  isDigest,
  type Report,
  readSubject,
  SeaworthyError,
  type Subject,
} from '../../core/index.ts';
import { type FullRecord, type RecordKind, recordKinds } from '../../foundations/ledger/index.ts';

/**
 * Payload of an `inventory` record. The name under which an image was asked for is no part of it (it is among the names of the record), so that the
 * same image under two names has one payload.
 */
export type InventoryPayload = Omit<Inventory, 'subject'> & {
  readonly subject: Omit<ImageSubject, 'name'> | Exclude<Subject, ImageSubject>;
};

/** Payload of a `scan` record. */
export interface ScanPayload {
  /** Whether the image itself was read, or an inventory of it that the ledger held. */
  readonly basis: 'image' | 'inventory';
  /** Digest of the payload of the inventory that was judged. */
  readonly inventory: Digest;
  /** The report but for what stands in the inventory. */
  readonly report: Omit<Report, 'packages' | 'layers'>;
}

export function inventoryPayload(inventory: Inventory): InventoryPayload {
  const { subject } = inventory;
  if (subject.kind !== 'image') return { ...inventory, subject };
  const { name: _name, ...rest } = subject;
  return { ...inventory, subject: rest };
}

export function scanPayload(report: Report, inventory: Digest, basis: ScanPayload['basis']): ScanPayload {
  const { packages: _packages, layers: _layers, ...rest } = report;
  return { basis, inventory, report: rest };
}

type Members = Readonly<Record<string, unknown>>;
const members = (value: unknown): Members => Object(value) as Members;
const areTexts = (of: Members, ...names: readonly string[]): boolean =>
  names.every((name) => typeof of[name] === 'string');
const areLists = (of: Members, ...names: readonly string[]): boolean => names.every((name) => Array.isArray(of[name]));

const isCoverage = (value: unknown): boolean =>
  areLists(members(value), 'parts', 'problems', 'sources', 'unjudged') &&
  laterLists.every((name) => members(value)[name] === undefined || areLists(members(value), name));

/** What coverage did not tell from the beginning: records written before know of nothing such. */
const laterLists = ['unidentified', 'lookedFor'] as const;
const readCoverage = (stored: Coverage | Omit<Coverage, (typeof laterLists)[number]>): Coverage => ({
  ...emptyCoverage,
  ...stored,
});

/** The subject in a payload: of an image without the name it had, which is the first of the record that is no digest. */
const subjectIn = (record: FullRecord, value: unknown): Subject | undefined =>
  readSubject({ name: record.names.find((one) => !isDigest(one)) ?? record.subject, ...members(value) });

const isPackage = (value: unknown): boolean =>
  areTexts(members(value), 'id', 'name', 'version', 'purl', 'type', 'versionOrder', 'path', 'foundBy') &&
  areLists(members(value), 'licences', 'paths', 'files');

const isFinding = (value: unknown): boolean =>
  areTexts(members(value), 'kind', 'id', 'severity', 'fingerprint') &&
  areLists(members(value), 'aliases', 'evidence', 'references', 'cvss') &&
  typeof members(members(value).risk).score === 'number' &&
  areLists(members(members(value).fix), 'versions') &&
  areTexts(members(members(value).location), 'path') &&
  typeof members(value).exploitation === 'object';

/** The inventory in a record, under the first name of the record that is no digest. Throws `E_LEDGER` for another shape. */
export function readInventory(record: FullRecord): Inventory {
  const payload = members(record.payload);
  const { packages, layers, coverage, subject } = payload;
  const whole = Array.isArray(packages) && packages.every(isPackage) && Array.isArray(layers);
  const read = subjectIn(record, subject);
  if (read === undefined || !whole || !isCoverage(coverage)) throw notUnderstood(record, 'inventory');
  requireShape(record, 'inventory', true);
  const written = record.payload as InventoryPayload;
  return { ...written, subject: read, coverage: readCoverage(written.coverage) };
}

/** The scan in a record. Throws `E_LEDGER` for another shape. */
export function readScan(record: FullRecord): ScanPayload {
  const { basis, inventory, report } = members(record.payload);
  const { findings, coverage, subject } = members(report);
  const whole = Array.isArray(findings) && findings.every(isFinding) && isCoverage(coverage);
  const read = subjectIn(record, subject);
  if (read === undefined) throw notUnderstood(record, 'scan');
  requireShape(record, 'scan', whole && (basis === 'image' || basis === 'inventory') && isDigest(String(inventory)));
  const stored = record.payload as ScanPayload;
  const readable = { ...stored.report, subject: read, coverage: readCoverage(stored.report.coverage) };
  return { ...stored, report: readable };
}

/** Throws `E_LEDGER` unless the record is of this kind, of the shape that we write, and whole. */
export function requireShape(record: FullRecord, kind: RecordKind, whole: boolean): void {
  if (record.kind === kind && record.shape === recordKinds[kind].shape && whole) return;
  throw notUnderstood(record, kind);
}

function notUnderstood(record: FullRecord, kind: RecordKind): SeaworthyError {
  return new SeaworthyError('E_LEDGER', `record ${record.sequence} cannot be understood`, {
    why: `it is no ${kind} of shape ${recordKinds[kind].shape}`,
    next: 'Another version of Seaworthy may have written it: scan the image again.',
  });
}
