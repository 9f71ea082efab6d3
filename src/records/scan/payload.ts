import { type Digest, restoredReport, type Stored, storedReport, upgradeReport } from '../../core/index.ts';
import type { OlderShape } from '../record-kind.ts';
import { digest, membersOf, object, oneOf, type Shape } from '../shape.ts';
import { type BareReport, type BareReport1, bareReport1Shape, bareReportShape, fillReport } from '../shapes/report.ts';

/** What a `scan` record says. */
export interface ScanPayload<R = BareReport> {
  /** Whether the image itself was read, or an inventory of it that the ledger held. */
  readonly basis: 'image' | 'inventory';
  /** Digest of the payload of the inventory that was judged. */
  readonly inventory: Digest;
  /** The report but for what stands in the inventory. */
  readonly report: R;
}

/** Payload of a `scan` record. */
export type StoredScan = ScanPayload<Stored<BareReport>>;

const scanOf = <R>(report: Shape<R>): Shape<ScanPayload<R>> =>
  object<ScanPayload<unknown>>({ basis: oneOf('image', 'inventory'), inventory: digest, report }) as Shape<
    ScanPayload<R>
  >;

export const scanShape: Shape<StoredScan> = scanOf(bareReportShape);

/** When reports were of version 1. */
export const scan1: OlderShape<StoredScan, ScanPayload<BareReport1>> = {
  payload: scanOf(bareReport1Shape),
  today: ({ report, ...rest }) => ({ ...rest, report: storedReport(upgradeReport(report)) }),
};

export function fillScan(stored: unknown): unknown {
  const members = membersOf(stored);
  return members === undefined ? stored : { ...members, report: fillReport(members.report) };
}

export function restoredScan(stored: StoredScan): ScanPayload {
  return { ...stored, report: restoredReport(stored.report) };
}
