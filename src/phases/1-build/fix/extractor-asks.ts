import { declaredExtractors, type Extraction, type Extractor } from '../ecosystems/index.ts';
import type { AskedByFile, AskMemo, Texts } from './writer.ts';

const extractorOf = (id: string) => declaredExtractors.find((one) => one.id === id);

/** Loads what the extractor reads with. */
export async function prepareExtractor(id: string): Promise<void> {
  await extractorOf(id)?.prepare?.();
}

const silent: Extraction = { packages: [], files: [], problems: [] };

/** One that cannot be read asks for nothing: an edit that makes it so is none that keeps its promise. */
function extracted(extractor: Extractor, path: string, text: string): Extraction {
  try {
    return extractor.extract(path, new TextEncoder().encode(text));
  } catch {
    return silent;
  }
}

/** What files ask for, by the extractor that reads them in a scan, each with what it takes from the others. */
export function extractorAsks(id: string, texts: Texts, memo: AskMemo): AskedByFile {
  const extractor = extractorOf(id);
  if (extractor === undefined) return new Map();
  const files = [...texts].map(([path, text]) => {
    const key = `${id}\n${path}\n${text}`;
    const extraction = (memo.get(key) as Extraction | undefined) ?? extracted(extractor, path, text);
    memo.set(key, extraction);
    return { path, extraction };
  });
  const told = extractor.join?.(files) ?? files;
  return new Map(
    told.map(({ path, extraction }) => [path, extraction.packages.map(({ name, version }) => ({ name, version }))]),
  );
}
