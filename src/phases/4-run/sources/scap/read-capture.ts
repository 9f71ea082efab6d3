import { defined } from '../../../../core/index.ts';
import { inflate } from '../../../../foundations/formats/index.ts';
import { type CaptureHandler, CaptureReader } from './capture-reader.ts';

export interface CaptureLimits {
  /** Most bytes as stored, and most once inflated. */
  readonly maxBytes: number;
  readonly maxInflatedBytes: number;
}

const GiB = 1024 * 1024 * 1024;

export const defaultCaptureLimits: CaptureLimits = { maxBytes: 64 * GiB, maxInflatedBytes: 256 * GiB };

export interface ReadCaptureOptions {
  /** Names the capture in errors. */
  readonly where: string;
  readonly limits?: CaptureLimits;
  readonly signal?: AbortSignal;
}

/** Bytes that are all there, or come. */
export type CaptureSource = Uint8Array | AsyncIterable<Uint8Array>;

/** The source as portions. */
export async function* portions(source: CaptureSource): AsyncIterable<Uint8Array> {
  if (source instanceof Uint8Array) yield source;
  else yield* source;
}

/**
 * Reads a capture, compressed (gzip, zstd) or not, and hands on what it holds. Memory does not grow with its length. Throws `E_FORMAT`, `E_TRUNCATED`,
 * `E_LIMIT`, `E_INTERRUPTED` and what the source throws; what was handed on before stands.
 */
export async function readCapture(
  source: CaptureSource,
  handler: CaptureHandler,
  options: ReadCaptureOptions,
): Promise<void> {
  const reader = new CaptureReader(handler);
  const { where, limits = defaultCaptureLimits, signal } = options;
  await inflate(portions(source), (bytes) => reader.push(bytes), {
    where,
    ...limits,
    ...defined({ signal }),
  });
  reader.end();
}
