import { link, open, rm } from 'node:fs/promises';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { generateKeys, loadPublicKey } from '../../phases/ship/index.ts';
import { keyName, type SignerName } from './signer-name.ts';

/** A pair that was made. */
export interface KeyFiles {
  /** Sealed with the password; readable by its owner alone. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly signer: SignerName;
}

/**
 * Makes a pair of signing keys, ECDSA P-256, as `PATH.key` (sealed, mode 0600, the format of Cosign) and `PATH.pub`. No file that is there is touched:
 * throws `E_WRITE` when one of the two is.
 */
export async function generateKeyFiles(path: string, password: Uint8Array): Promise<KeyFiles> {
  const { privateKey, publicKey } = await generateKeys(password);
  const files = { privateKey: `${path}.key`, publicKey: `${path}.pub` };
  await writeNew(files.privateKey, privateKey, 0o600);
  try {
    await writeNew(files.publicKey, publicKey, 0o644);
  } catch (error) {
    // Half a pair would only stand in the way of the next try.
    await rm(files.privateKey, { force: true });
    throw error;
  }
  return { ...files, signer: keyName(loadPublicKey(publicKey, files.publicKey)) };
}

/** Writes a file whole, where there is none: under another name first, then linked, which fails where the name is taken. */
async function writeNew(file: string, text: string, mode: number): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    const handle = await open(partial, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(partial, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new SeaworthyError('E_WRITE', 'there is a file of this name already, and keys are never overwritten', {
        where: file,
        next: 'Choose another name with `--out NAME`, or move the old key away.',
        cause: error,
      });
    throw asSeaworthyError(error, 'E_WRITE', 'the key cannot be written', file);
  } finally {
    await rm(partial, { force: true });
  }
}
