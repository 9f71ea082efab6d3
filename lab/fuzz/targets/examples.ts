import { readdirSync } from 'node:fs';
import path from 'node:path';
import { declaredExtractors, type Extractor, extractors } from '../../../src/phases/1-build/ecosystems/index.ts';

interface File {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const folder = path.join(import.meta.dirname, '../../../src/phases/1-build/ecosystems');

/** The files of the example that lies beside each extractor, by the extractor: a new one is tried without a line here. */
export async function examplesOfExtractors(): Promise<ReadonlyMap<Extractor, readonly File[]>> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    ({ name, parentPath }) => name === 'example.ts' && parentPath !== folder,
  );
  const examples = new Map<Extractor, readonly File[]>();
  for (const { parentPath } of found) {
    const { example }: { example: File & { beside?: readonly File[] } } = await import(`${parentPath}/example.ts`);
    const exported: Readonly<Record<string, unknown>> = await import(`${parentPath}/index.ts`);
    const extractor = [...extractors, ...declaredExtractors].find((one) => Object.values(exported).includes(one));
    if (extractor) examples.set(extractor, [example, ...(example.beside ?? [])]);
  }
  return examples;
}
