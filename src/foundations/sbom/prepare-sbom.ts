import { SeaworthyError } from '../../core/index.ts';
import { loadXml, looksLikeJson, looksLikeXml, readYaml } from '../formats/index.ts';

const headBytes = 64 * 1024;
/** The member that every SPDX 2 document has, at the beginning of a line of its own. */
const mark = /^["']?spdxVersion["']?[ \t]*:/m;
const limits = { maxBytes: 32 * 1024 * 1024, maxTokens: 6_000_000, maxNodes: 2_000_000 } as const;

/**
 * A document in a form that `readSbom` reads at once: what that needs is loaded, and SPDX 2 in YAML form becomes JSON, whose members have the same names (SPDX
 * 2.3, clause 4.4). Anything else stays as it is. Throws `E_FORMAT` and `E_LIMIT` for such YAML.
 */
export async function prepareSbom(bytes: Uint8Array, where: string): Promise<Uint8Array> {
  await loadXml();
  if (looksLikeJson(bytes) || looksLikeXml(bytes) || !mark.test(new TextDecoder().decode(bytes.subarray(0, headBytes))))
    return bytes;
  const [document, ...others] = await readYaml(bytes, where, limits);
  // One file is one document: what stands in a second would be left out without a word.
  if (others.some(({ value }) => value !== null && value !== undefined))
    throw new SeaworthyError('E_FORMAT', 'a bill of materials of several YAML documents', {
      where,
      next: 'Put each document into a file of its own.',
    });
  return Buffer.from(JSON.stringify(document?.value ?? null));
}
