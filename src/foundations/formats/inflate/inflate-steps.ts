import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { SeaworthyError } from '../../../core/index.ts';
import { xzSteps } from '../xz/xz-steps.ts';
import { detectCompression } from './compression.ts';
import { DirectInflater } from './direct-inflater.ts';
import { type ByteSink, inflateError } from './inflater.ts';

export interface StepOptions {
  /** Names the bytes in errors. */
  readonly where: string;
  /** Bytes as stored that one step takes. */
  readonly step: number;
  /** Most inflated bytes of one step, and of all; one more is `E_LIMIT`. */
  readonly maxStepBytes: number;
  readonly maxInflatedBytes: number;
}

/** Most that is inflated at once where Node's own object cannot be had. */
const mostAtOnce = 512 * 1024 * 1024;

/**
 * Inflates gzip, zstd or xz that is at hand, without waiting, one step after the other: between two steps whoever walks can take up what the sink was given, so
 * that a large archive costs the memory of a step. Throws `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT`, and what the sink throws.
 */
export function* inflateSteps(bytes: Uint8Array, sink: ByteSink, options: StepOptions): Generator<void> {
  const { where, step, maxStepBytes, maxInflatedBytes } = options;
  const compression = detectCompression(bytes);
  if (compression !== 'gzip' && compression !== 'zstd' && compression !== 'xz')
    throw new SeaworthyError('E_FORMAT', 'bytes compressed with gzip, zstd or xz expected', { where });
  let inStep = 0;
  let all = 0;
  const counted: ByteSink = (part) => {
    inStep += part.length;
    all += part.length;
    if (inStep > maxStepBytes || all > maxInflatedBytes) {
      const most = inStep > maxStepBytes ? `${maxStepBytes} bytes in a piece of ${step}` : `${maxInflatedBytes} bytes`;
      throw new SeaworthyError('E_LIMIT', `it inflates to more than ${most}`, { where });
    }
    sink(part);
  };
  if (compression === 'xz') {
    for (const _ of xzSteps(bytes, counted, where)) {
      inStep = 0;
      yield;
    }
    return;
  }
  const inflater = DirectInflater.open(compression, counted);
  if (inflater === undefined) {
    counted(inflateWhole(bytes, compression, Math.min(maxStepBytes, maxInflatedBytes, mostAtOnce)));
    yield;
    return;
  }
  try {
    for (let at = 0; at < bytes.length; at += step) {
      inStep = 0;
      inflater.push(bytes.subarray(at, at + step));
      yield;
    }
    inflater.end();
    yield;
  } finally {
    inflater.close();
  }
}

function inflateWhole(bytes: Uint8Array, kind: 'gzip' | 'zstd', maxOutputLength: number): Uint8Array {
  try {
    return kind === 'gzip' ? gunzipSync(bytes, { maxOutputLength }) : zstdDecompressSync(bytes, { maxOutputLength });
  } catch (cause) {
    throw inflateError(kind, '', cause instanceof Error ? cause.message : String(cause));
  }
}
