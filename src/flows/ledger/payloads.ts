import {
  type Coverage,
  type Digest,
  emptyCoverage,
  type ImageSubject,
  type Inventory,
  isDigest,
  type Location,
  type Report,
  type Report1,
  readSubject,
  restoredReport,
  SeaworthyError,
  type Stored,
  type Subject,
  storedReport,
  upgradeReport,
} from '../../core/index.ts';
import { type FullRecord, type RecordKind, recordKinds } from '../../foundations/ledger/index.ts';

/**
 * Payload of an `inventory` record. The name under which an image was asked for is no part of it (it is among the names of the record), so that the
 * same image under two names has one payload.
 */
export type InventoryPayload = Omit<Inventory, 'subject'> & {
  readonly subject: Omit<ImageSubject, 'name'> | Exclude<Subject, ImageSubject>;
};

/** A report but for what stands in the inventory. */
export type ScanReport = Omit<Report, 'packages' | 'layers'>;

/** What a `scan` record says. */
export interface ScanPayload<R = ScanReport> {
  /** Whether the image itself was read, or an inventory of it that the ledger held. */
  readonly basis: 'image' | 'inventory';
  /** Digest of the payload of the inventory that was judged. */
  readonly inventory: Digest;
  readonly report: R;
}

/** Payload of a `scan` record, and that of shape 1, when reports were of version 1. */
type StoredScan = ScanPayload<Stored<ScanReport>>;
type StoredScan1 = ScanPayload<Omit<Report1, 'packages' | 'layers'>>;

export function inventoryPayload(inventory: Inventory): InventoryPayload {
  const { subject } = inventory;
  if (subject.kind !== 'image') return { ...inventory, subject };
  const { name: _name, ...rest } = subject;
  return { ...inventory, subject: rest };
}

export function scanPayload(report: Report, inventory: Digest, basis: ScanPayload['basis']): StoredScan {
  const { packages: _packages, layers: _layers, ...rest } = report;
  return { basis, inventory, report: storedReport(rest) };
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

const isFact = (value: Members): boolean =>
  areTexts(value, 'kind', 'id', 'severity', 'fingerprint') &&
  areLists(value, 'aliases', 'evidence', 'references') &&
  typeof members(value.risk).score === 'number';

const isFlaw = (value: Members): boolean => areLists(value, 'cvss') && typeof value.exploitation === 'object';

/** In the shape of before reports were of version 2. */
const isFinding1 = (value: unknown): boolean => {
  const finding = members(value);
  const [fix, location] = [members(finding.fix), members(finding.location)];
  return isFact(finding) && isFlaw(finding) && areLists(fix, 'versions') && areTexts(location, 'path');
};

/** What each kind of location cannot do without. */
const locationTexts: Readonly<Record<Location['kind'], readonly string[]>> = {
  'image-file': ['path'],
  file: ['path'],
  'image-config': ['entry'],
  manifest: ['path', 'pointer'],
  runtime: ['host'],
  registry: ['repository', 'reference'],
  whole: [],
};
const isLocation = (value: Members): boolean =>
  Object.hasOwn(locationTexts, String(value.kind)) && areTexts(value, ...locationTexts[value.kind as Location['kind']]);

const fixStates: readonly unknown[] = ['unfixed', 'wont-fix', 'end-of-life', 'unknown'];
const isVersionFix = ({ state, versions }: Members): boolean =>
  state === 'fixed' ? Array.isArray(versions) && typeof versions[0] === 'string' : fixStates.includes(state);

const isFinding = (value: unknown): boolean => {
  const finding = members(value);
  const [fix, { subject }] = [members(finding.fix), finding];
  const whole =
    isFact(finding) &&
    isLocation(members(finding.location)) &&
    (subject === undefined || readSubject(subject) !== undefined);
  return whole && (finding.kind === 'vulnerability' ? isFlaw(finding) && isVersionFix(fix) : fix.state === 'remedy');
};

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
  const of = record.shape === 1 ? isFinding1 : isFinding;
  const whole = Array.isArray(findings) && findings.every(of) && isCoverage(coverage);
  const read = subjectIn(record, subject);
  if (read === undefined) throw notUnderstood(record, 'scan');
  requireShape(record, 'scan', whole && (basis === 'image' || basis === 'inventory') && isDigest(String(inventory)));
  const restored =
    record.shape === 1
      ? upgradeReport({ ...(record.payload as StoredScan1).report, subject: read })
      : restoredReport({ ...(record.payload as StoredScan).report, subject: read });
  const { basis: how, inventory: digest } = record.payload as StoredScan;
  return { basis: how, inventory: digest, report: { ...restored, coverage: readCoverage(restored.coverage) } };
}

/** Throws `E_LEDGER` unless the record is of this kind, of the shape that we write or one before it, and whole. */
export function requireShape(record: FullRecord, kind: RecordKind, whole: boolean): void {
  if (record.kind === kind && record.shape >= 1 && record.shape <= recordKinds[kind].shape && whole) return;
  throw notUnderstood(record, kind);
}

function notUnderstood(record: FullRecord, kind: RecordKind): SeaworthyError {
  return new SeaworthyError('E_LEDGER', `record ${record.sequence} cannot be understood`, {
    why: `it is no ${kind} of shape ${recordKinds[kind].shape}`,
    next: 'Another version of Seaworthy may have written it: scan the image again.',
  });
}
