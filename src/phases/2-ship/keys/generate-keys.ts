import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { formatPem } from '../../../foundations/formats/index.ts';
import { sealKeyFile } from './key-file.ts';

/** A new pair, both as PEM texts. */
export interface KeyPair {
  /** Encrypted; a file that only its owner reads (mode 0600). */
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes a pair of ECDSA P-256, the private half sealed with the password (which may be empty, as Cosign allows). */
export async function generateKeys(password: Uint8Array): Promise<KeyPair> {
  const pair = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
  const privateKey = await sealKeyFile(pkcs8, password);
  pkcs8.fill(0);
  return { privateKey, publicKey: formatPem({ label: 'PUBLIC KEY', bytes: spki }) };
}
