import { type Digest, SeaworthyError } from '../../../../core/index.ts';
import { isCsaf } from '../csaf/index.ts';
import { readCsafVex } from './formats/csaf.ts';
import { isCyclonedx, readCyclonedxVex } from './formats/cyclonedx.ts';
import { openvexVersion, readOpenvex } from './formats/openvex.ts';
import type { VexDocument } from './statement.ts';

/** What is known of a document beside what it says. */
export interface VexReadOptions {
  /** It is the bill of materials that was looked at. */
  readonly isLookedAt?: boolean;
  /** What the statement that carries it is about (the subject of an attestation, by digest): the product of what names none. */
  readonly about?: Digest;
}

/** Whether a JSON value says of itself that it is a document of a format that is read here; a bill of materials is one where it analyses flaws. */
export function isVex(value: unknown): boolean {
  return openvexVersion(value) !== undefined || isCyclonedx(value) || isCsaf(value);
}

/**
 * The statements of a document, by what it says of itself: OpenVEX, CSAF, CycloneDX in JSON or as its XML has it in JSON. Throws `E_FORMAT` for anything else and for
 * what is not as its format has it, `E_LIMIT`.
 */
export function readVex(value: unknown, where: string, options: VexReadOptions = {}): VexDocument {
  if (openvexVersion(value) !== undefined) return readOpenvex(value, where, options.about);
  if (isCyclonedx(value)) return readCyclonedxVex(value, where, { isLookedAt: options.isLookedAt === true });
  if (isCsaf(value)) return readCsafVex(value, where);
  throw new SeaworthyError('E_FORMAT', 'no VEX document that is known here', {
    where,
    next: 'These are read: OpenVEX, CSAF, and CycloneDX in JSON and XML.',
  });
}
