import { SeaworthyError } from '../../../core/index.ts';
import { decodeBase64 } from '../base64/index.ts';

/** One block of a PEM text (RFC 7468). */
export interface PemBlock {
  /** `PUBLIC KEY`, `CERTIFICATE` … */
  readonly label: string;
  readonly bytes: Uint8Array;
}

const maxLength = 1024 * 1024;
const maxBlocks = 1_000;
const beginLine = /^-----BEGIN ([ -,.-~]{1,64})-----$/;

/**
 * The blocks of a PEM text, in order; text around them is passed over. Throws `E_FORMAT` when there is none or one is broken, `E_LIMIT`.
 * Headers inside a block (RFC 1421) are refused: nothing that we read has any.
 */
export function readPem(text: string, where: string): readonly PemBlock[] {
  if (text.length > maxLength)
    throw new SeaworthyError('E_LIMIT', `a PEM text of ${text.length} characters`, { where });
  const blocks: PemBlock[] = [];
  let label: string | undefined;
  let body: string[] = [];
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (label === undefined) {
      label = beginLine.exec(line)?.[1];
      body = [];
    } else if (line === `-----END ${label}-----`) {
      blocks.push({ label, bytes: decodeBase64(body.join(''), `${where}, ${label}`) });
      if (blocks.length > maxBlocks)
        throw new SeaworthyError('E_LIMIT', `more than ${maxBlocks} PEM blocks`, { where });
      label = undefined;
    } else {
      body.push(line);
    }
  }
  if (label !== undefined) throw new SeaworthyError('E_FORMAT', 'a PEM block without its end', { where, why: label });
  if (blocks.length === 0) throw new SeaworthyError('E_FORMAT', 'not a PEM text', { where });
  return blocks;
}

/** A PEM block, with lines of 64 characters. */
export function formatPem(block: PemBlock): string {
  const lines =
    Buffer.from(block.bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${block.label}-----`, ...lines, `-----END ${block.label}-----`, ''].join('\n');
}
