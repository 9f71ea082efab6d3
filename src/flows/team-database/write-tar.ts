import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const block = 512;

/** Header of one file (POSIX pax(1), "ustar Interchange Format"): ours are short names of files under 8 GiB. */
function header(name: string, size: number): Uint8Array {
  const bytes = Buffer.alloc(block);
  const octal = (value: number, at: number, width: number): void => {
    bytes.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
  };
  bytes.write(name, 0, 100, 'latin1');
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  bytes.write('0', 156, 'latin1');
  bytes.write('ustar\x0000', 257, 'latin1');
  bytes.fill(' ', 148, 156);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return bytes;
}

async function* members(folder: string): AsyncGenerator<Uint8Array> {
  const blobs = (await readdir(join(folder, 'blobs/sha256'))).sort().map((name) => `blobs/sha256/${name}`);
  for (const name of ['oci-layout', 'index.json', ...blobs]) {
    const path = join(folder, name);
    const { size } = await stat(path);
    yield header(name, size);
    yield* createReadStream(path, { highWaterMark: 1024 * 1024 });
    yield Buffer.alloc((block - (size % block)) % block);
  }
  yield Buffer.alloc(2 * block);
}

/** Writes an OCI layout into a new tar archive, and sees to it that it is on the disk. */
export async function writeTar(folder: string, file: string): Promise<void> {
  await pipeline(members(folder), createWriteStream(file, { flags: 'wx' }));
  const written = await open(file, 'r+');
  try {
    await written.sync();
  } finally {
    await written.close();
  }
}
