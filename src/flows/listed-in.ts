import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { type FilesSubject, filesSubject, type Inventory, SeaworthyError, type Subject } from '../core/index.ts';
import { looksLikeXml, readFileBytes } from '../foundations/formats/index.ts';
import { kindOf } from '../phases/1-build/ecosystems/index.ts';
import { claimedInventory } from './claimed-inventory.ts';
import { subjectOfFile } from './lint/lint-subject.ts';
import { peekInput } from './peek-input.ts';
import type { Settings } from './settings.ts';

const scheme = 'sbom:';
/** What stands for standard input; a file of that name is `./-`. */
const inputPath = '-';
export const inputName = 'standard input';

/** Bytes that are looked at to see that something is no text: an archive, which may be large. */
const headBytes = 512;

/** How makers call such files (CycloneDX, "Recognized file patterns"; SPDX 2.3, annex on file names): then what is wrong with one is told. */
const usualName = /^(?:bom\.(?:json|xml)|.+\.cdx\.(?:json|xml)|.+\.spdx(?:\.(?:json|ya?ml))?)$/i;

/** Whether what was looked at is somebody's word for what is there. */
export const isClaim = (subject: Subject): boolean => subject.kind === 'files' && subject.content === 'sbom';

/** What a target turned out to be. */
export interface Listing {
  /** What the bill of materials lists, when it is one. */
  readonly inventory?: Inventory;
  /** What came in on standard input and is something else: from its beginning, and to be read once. */
  readonly input?: Settings['input'];
  /** The bill of materials that came in on standard input, which nobody can read once more: it may say more than what it lists. */
  readonly document?: Uint8Array;
}

/**
 * What a bill of materials lists, when the target is one: `sbom:FILE`, or a file or standard input (`-`, `sbom:-`) that says of itself that it is one, whatever
 * it is called. Of any other target nothing. The coverage says that nobody has looked at the thing itself. Throws `E_TARGET_NOT_FOUND`, `E_READ`, `E_LIMIT`,
 * and what `readSbom` throws.
 */
export async function listedIn(target: string, settings: Settings): Promise<Listing> {
  const isNamed = target.startsWith(scheme);
  const file = isNamed ? target.slice(scheme.length) : target;
  if (file === inputPath) return listedInInput(isNamed, settings);
  const isExpected = isNamed || usualName.test(basename(file));
  if (!isExpected && !mayBeText(headOf(file))) return {};
  const { maxSbomBytes } = await import('../foundations/sbom/index.ts');
  const bytes = readFileBytes(file, maxSbomBytes);
  if (bytes === undefined) {
    if (!isNamed) return {};
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such bill of materials', { where: file });
  }
  return listing(bytes, file, isExpected, () => subjectOfFile(file, 'sbom'), settings);
}

async function listedInInput(isNamed: boolean, settings: Settings): Promise<Listing> {
  if (settings.input === undefined) {
    if (!isNamed) return {};
    throw new SeaworthyError('E_USAGE', 'nothing comes in on standard input', {
      next: 'Pipe a bill of materials into it; a file called - is ./-.',
    });
  }
  const { head, input, all } = await peekInput(settings.input, headBytes);
  if (!isNamed && !mayBeText(head)) return { input };
  const { maxSbomBytes } = await import('../foundations/sbom/index.ts');
  const bytes = await all(maxSbomBytes);
  if (bytes === undefined)
    throw new SeaworthyError('E_LIMIT', `a text of more than ${maxSbomBytes} bytes`, { where: inputName });
  const found = await listing(bytes, inputName, isNamed, () => subjectOfInput(bytes), settings);
  return found.inventory === undefined ? { input } : { ...found, document: bytes };
}

/** What came in lies nowhere: it is known by its bytes. */
function subjectOfInput(bytes: Uint8Array): FilesSubject {
  const folder = `sha256:${createHash('sha256').update(bytes).digest('hex')}` as const;
  return filesSubject(inputName, 'sbom', { place: { folder }, path: '' });
}

async function listing(
  bytes: Uint8Array,
  where: string,
  isExpected: boolean,
  subject: () => FilesSubject,
  { clock }: Settings,
): Promise<Listing> {
  const { prepareSbom, readIfSbom, readSbom } = await import('../foundations/sbom/index.ts');
  const found = (isExpected ? readSbom : readIfSbom)(await prepareSbom(bytes, where), where, { kindOf });
  if (found === undefined) return {};
  const { format, name } = found;
  const how = `only what this ${format} document lists of ${name} was judged: what it leaves out nobody has looked at, and nobody looked for secrets`;
  return { inventory: claimedInventory(found, { where, how, subject: subject(), now: clock.now() }) };
}

/** Whether it may be a document: archives and programs have zeros in their first bytes, or are compressed. */
const mayBeText = (head: Uint8Array): boolean => head.length > 0 && (!head.includes(0) || looksLikeXml(head));

/** The first bytes of a regular file; none of anything else. */
function headOf(path: string): Uint8Array {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!fstatSync(file).isFile()) return Buffer.alloc(0);
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head));
  } catch {
    // What cannot be read is told by whoever opens it.
    return Buffer.alloc(0);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
