import type { WantedSigner } from '../ship/wanted-signer.ts';

/** Where statements on flaws are taken from. What arrives with the image counts only where its signer is one whom the user names, or signatures are waived in so many words. */
export interface VexWanted {
  /** Documents, folders of them, and repositories (a folder, an archive or an address), by the user's own word. */
  readonly places: readonly string[];
  /** What hangs on the image. */
  readonly attached?: { readonly signer: WantedSigner } | { readonly unsigned: true };
  /** What the bill of materials that is looked at says itself, or refers to. */
  readonly inSbom?: true;
}
