import type { IdentitySigner } from '../../core/index.ts';
import { loadPublicKey, parseTrustedRoot, type TrustedRoot, type TrustedSigner } from '../../phases/2-ship/index.ts';
import type { TextFile } from './key-input.ts';

/** Who must have signed: the holder of a key, or exactly one identity by the word of a trusted root. */
export type WantedSigner =
  | { readonly kind: 'key'; readonly key: TextFile; readonly trustedRoot?: TextFile }
  | (IdentitySigner & { readonly trustedRoot: TextFile });

/** The same, read. Throws `E_KEY`, `E_FORMAT`, `E_LIMIT`. */
export function trustedSigner(wanted: WantedSigner): TrustedSigner {
  const root = (file: TextFile): TrustedRoot => parseTrustedRoot(Buffer.from(file.text), file.where);
  if (wanted.kind === 'key') {
    const { key, trustedRoot } = wanted;
    return {
      kind: 'key',
      key: loadPublicKey(key.text, key.where),
      ...(trustedRoot === undefined ? {} : { trustedRoot: root(trustedRoot) }),
    };
  }
  const { subject, issuer, trustedRoot } = wanted;
  return { kind: 'identity', subject, issuer, trustedRoot: root(trustedRoot) };
}
