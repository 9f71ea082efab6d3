import { SeaworthyError, whyOf } from '../../../core/index.ts';
import type { JsonObject } from '../json/access.ts';

/** Bounds on a TOML file. */
export interface TomlLimits {
  /** Bytes of the file; 16 MiB when not given. */
  readonly maxBytes?: number;
  /** Tables and arrays inside one another; 64 when not given. */
  readonly maxDepth?: number;
}

const defaults = { maxBytes: 16 * 1024 * 1024, maxDepth: 64 } as const;

let library: typeof import('smol-toml') | undefined;

/** Loads the library that reads TOML: to be awaited once before `readToml`, which does not wait. */
export async function loadToml(): Promise<void> {
  library ??= await import('smol-toml');
}

/**
 * The tables of a TOML file (TOML 1.0, UTF-8) as plain objects; times of day and dates are objects of the library, that nobody here asks for. Read members with
 * `field`. Throws `E_FORMAT` with line and column when it is not well formed, `E_LIMIT` when a bound is crossed.
 */
export function readToml(bytes: Uint8Array, where: string, limits: TomlLimits = {}): JsonObject {
  if (library === undefined) throw new SeaworthyError('E_INTERNAL', 'the reader of TOML was not loaded', { where });
  const { maxBytes, maxDepth } = { ...defaults, ...limits };
  if (bytes.length > maxBytes)
    throw new SeaworthyError('E_LIMIT', `TOML of ${bytes.length} bytes, more than the ${maxBytes} allowed`, { where });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SeaworthyError('E_FORMAT', 'not TOML', { where, why: 'it is not UTF-8', cause });
  }
  try {
    // Numbers beyond what a double holds are nothing that a lock file has; as big ones they at least refuse nothing.
    return library.parse(text, { maxDepth, integersAsBigInt: 'asNeeded' });
  } catch (cause) {
    if (cause instanceof library.TomlError) {
      const [why = ''] = cause.message.replace(/^Invalid TOML document: /, '').split('\n');
      throw new SeaworthyError('E_FORMAT', 'not TOML', { where: `${where}:${cause.line}:${cause.column}`, why, cause });
    }
    throw cause instanceof RangeError
      ? new SeaworthyError('E_LIMIT', 'TOML nested too deeply', { where, cause })
      : new SeaworthyError('E_FORMAT', 'not TOML', { where, why: whyOf(cause), cause });
  }
}
