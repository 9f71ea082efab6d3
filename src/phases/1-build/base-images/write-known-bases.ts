import { defined, jsonText } from '../../../core/index.ts';
import type { KnownBase } from './known-base.ts';

/**
 * The list that `readKnownBases` reads. What was known stays: an image that was built on the base of last month is still known by it, though the tag has moved. Nothing
 * stands there twice. Pure.
 */
export function writtenBases(known: readonly KnownBase[], found: readonly KnownBase[]): string {
  const all = new Map([...known, ...found].map((one) => [JSON.stringify([one.name, one.chainId, one.digest]), one]));
  const bases = [...all.values()]
    .map(({ name, digest, chainId, created }) => ({ name, chainId, ...defined({ digest, created }) }))
    .sort((a, b) => order(a.name, b.name) || order(a.created ?? '', b.created ?? '') || order(a.chainId, b.chainId));
  return jsonText({ bases });
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
