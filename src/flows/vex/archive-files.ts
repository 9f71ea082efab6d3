import { SeaworthyError } from '../../core/index.ts';
import { defaultZipLimits, inflate, readZip, TarReader } from '../../foundations/formats/index.ts';

/** Bounds on an archive of documents: as stored, inflated, in one file, and of what is kept of it. */
export const archiveLimits = {
  bytes: 512 * 1024 * 1024,
  inflatedBytes: 4 * 1024 * 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
  keptBytes: 512 * 1024 * 1024,
  entries: 1_000_000,
  pathBytes: 4_096,
} as const;

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * The regular files of an archive that are wanted, by their paths: a zip, or a tar that may be compressed with gzip or zstd. Links are passed over: what a
 * document is, no link in an archive decides. Throws `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT`.
 */
export async function archiveFiles(
  bytes: Uint8Array,
  where: string,
  isWanted: (path: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const kept = new Kept(where);
  if (isZip(bytes)) {
    const { entries, fileBytes: entryBytes, inflatedBytes: totalBytes } = archiveLimits;
    for (const entry of readZip(bytes, where, { ...defaultZipLimits, entries, entryBytes, totalBytes }))
      if (isWanted(entry.name)) kept.add(entry.name, entry.read());
    return kept.files;
  }
  let body: Uint8Array[] = [];
  const reader = new TarReader(
    {
      entry: ({ kind, path, size }) => {
        body = [];
        if (kind !== 'file' || !isWanted(path)) return 'skip';
        kept.check(size, path);
        return 'body';
      },
      body: ({ path }, part, left) => {
        body.push(Uint8Array.from(part));
        if (left === 0) kept.add(path, Buffer.concat(body));
      },
    },
    { maxEntries: archiveLimits.entries, maxPathBytes: archiveLimits.pathBytes, where, onProblem: () => {} },
  );
  const { bytes: maxBytes, inflatedBytes: maxInflatedBytes } = archiveLimits;
  await inflate(once(bytes), (part) => reader.push(part), { where, maxBytes, maxInflatedBytes });
  reader.end();
  return kept.files;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

class Kept {
  readonly files = new Map<string, Uint8Array>();
  readonly #where: string;
  #bytes = 0;

  constructor(where: string) {
    this.#where = where;
  }

  check(size: number, path: string): void {
    if (size > archiveLimits.fileBytes || this.#bytes + size > archiveLimits.keptBytes)
      throw new SeaworthyError('E_LIMIT', `a document of ${size} bytes in an archive`, {
        where: `${this.#where}, ${path}`,
      });
  }

  add(path: string, bytes: Uint8Array): void {
    this.check(bytes.length, path);
    this.#bytes += bytes.length;
    this.files.set(path, bytes);
  }
}
