import { SeaworthyError } from '../../../core/index.ts';
import { exceptionFormats } from './formats/index.ts';
import { type ExceptionFile, type ExceptionFormat, fileLimits } from './rule.ts';

/**
 * Reads a file of exceptions in whichever form it has: known by its name, else by what stands in it. Throws `E_FORMAT` when it has none, `E_LIMIT`
 * when it is too large, and what its form throws.
 */
export async function readExceptions(bytes: Uint8Array, name: string): Promise<ExceptionFile> {
  if (bytes.length > fileLimits.bytes)
    throw new SeaworthyError('E_LIMIT', `exceptions of ${bytes.length} bytes, more than ${fileLimits.bytes}`, {
      where: name,
    });
  const format = formatOf(bytes, name);
  if (format === undefined)
    throw new SeaworthyError('E_FORMAT', 'this is no file of exceptions', {
      where: name,
      why: `neither its name nor what stands in it is that of ${exceptionFormats.map(({ title }) => title).join(', ')}`,
    });
  const { rules, leftOut } = await format.read(bytes, name);
  if (rules.length > fileLimits.rules)
    throw new SeaworthyError('E_LIMIT', `more than ${fileLimits.rules} exceptions in one file`, { where: name });
  if (rules.filter(({ ids }) => ids === undefined).length > fileLimits.rulesWithoutIds)
    throw new SeaworthyError(
      'E_LIMIT',
      `more than ${fileLimits.rulesWithoutIds} exceptions that name no id in one file`,
      {
        where: name,
      },
    );
  return { name, format: format.id, rules, leftOut };
}

/** Names by which files of some form are known. */
export const exceptionNames: readonly string[] = exceptionFormats.flatMap(({ names }) => names);

function formatByName(name: string): ExceptionFormat | undefined {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).toLowerCase();
  return exceptionFormats.find(({ names }) => names.includes(base));
}

function formatOf(bytes: Uint8Array, name: string): ExceptionFormat | undefined {
  const byName = formatByName(name);
  if (byName !== undefined) return byName;
  const text = new TextDecoder().decode(bytes);
  return exceptionFormats.find(({ looksLike }) => looksLike(text));
}
