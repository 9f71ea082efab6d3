import type { KeySigner } from '../../core/index.ts';
import { discard } from '../../foundations/formats/index.ts';
import { generateKeys, keySigner, loadPublicKey } from '../../phases/2-ship/index.ts';
import { writeNewFile } from '../write-new-file.ts';

const keys = { what: 'keys', next: 'Choose another name with `--out NAME`, or move the old key away.' };

/** A pair that was made. */
export interface KeyFiles {
  /** Sealed with the password; readable by its owner alone. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly signer: KeySigner;
}

/**
 * Makes a pair of signing keys, ECDSA P-256, as `PATH.key` (sealed, mode 0600, the format of Cosign) and `PATH.pub`. No file that is there is touched:
 * throws `E_WRITE` when one of the two is.
 */
export async function generateKeyFiles(path: string, password: Uint8Array): Promise<KeyFiles> {
  const { privateKey, publicKey } = await generateKeys(password);
  const files = { privateKey: `${path}.key`, publicKey: `${path}.pub` };
  await writeNewFile(files.privateKey, privateKey, { ...keys, mode: 0o600 });
  try {
    await writeNewFile(files.publicKey, publicKey, { ...keys, mode: 0o644 });
  } catch (error) {
    // Half a pair would only stand in the way of the next try.
    discard(files.privateKey);
    throw error;
  }
  return { ...files, signer: keySigner(loadPublicKey(publicKey, files.publicKey)) };
}
