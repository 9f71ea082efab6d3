import { SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import type { CheckedSbom } from '../../foundations/sbom/index.ts';
import { peekInput } from '../peek-input.ts';
import type { Settings } from '../settings.ts';

/** What became of the requirements on one document. */
export interface SbomCheck extends CheckedSbom {
  /** The file, or `standard input`. */
  readonly name: string;
}

/**
 * Holds a bill of materials (a file, or `-` for standard input) against published catalogues of requirements, those of these ids or all. It says what the
 * document says, and nothing of whether that is so. Throws `E_TARGET_NOT_FOUND`, `E_READ`, `E_FORMAT`, `E_LIMIT`, `E_USAGE`.
 */
export async function checkSbom(file: string, catalogues: readonly string[], settings: Settings): Promise<SbomCheck> {
  const { checkSbom: check, maxSbomBytes, prepareSbom } = await import('../../foundations/sbom/index.ts');
  const [name, bytes] =
    file === '-'
      ? (['standard input', await inputBytes(settings, maxSbomBytes)] as const)
      : ([file, readFileBytes(file, maxSbomBytes)] as const);
  if (bytes === undefined)
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such bill of materials', { where: name });
  return { name, ...check(await prepareSbom(bytes, name), name, catalogues) };
}

async function inputBytes({ input }: Settings, most: number): Promise<Uint8Array> {
  if (input === undefined)
    throw new SeaworthyError('E_USAGE', 'nothing comes in on standard input', {
      next: 'Pipe a bill of materials into it; a file called - is ./-.',
    });
  const bytes = await (await peekInput(input, 1)).all(most);
  if (bytes !== undefined) return bytes;
  throw new SeaworthyError('E_LIMIT', `a text of more than ${most} bytes`, { where: 'standard input' });
}
