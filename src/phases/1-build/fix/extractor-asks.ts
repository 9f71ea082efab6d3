import { declaredExtractors } from '../ecosystems/index.ts';
import type { AskedVersion } from './writer.ts';

const extractorOf = (id: string) => declaredExtractors.find((one) => one.id === id);

/** Loads what the extractor reads with. */
export async function prepareExtractor(id: string): Promise<void> {
  await extractorOf(id)?.prepare?.();
}

/** What one file asks for, by the extractor that reads it in a scan. Throws `E_FORMAT`. */
export function extractorAsks(id: string, path: string, text: string): readonly AskedVersion[] {
  const extractor = extractorOf(id);
  if (extractor === undefined) return [];
  const file = { path, extraction: extractor.extract(path, new TextEncoder().encode(text)) };
  const told = extractor.join?.([file]) ?? [file];
  return told.flatMap(({ extraction }) => extraction.packages.map(({ name, version }) => ({ name, version })));
}
