import { loadSigningKey, needsPassword, type SigningKey } from '../../phases/2-ship/index.ts';

/** A file that was read by the door. */
export interface TextFile {
  readonly text: string;
  /** Its path, for messages. */
  readonly where: string;
}

/** A private key to sign with. */
export interface KeyInput extends TextFile {
  /** Asked once, and only when the file is sealed. */
  readonly password: () => Promise<Uint8Array>;
}

/** Opens the key. Throws `E_KEY`, `E_FORMAT`, `E_LIMIT`, and those of `password`. */
export async function openKey({ text, where, password }: KeyInput): Promise<SigningKey> {
  const given = needsPassword(text) ? await password() : new Uint8Array();
  return loadSigningKey({ text, where, password: given });
}
