/** Who made it and may we trust it: sign, attest, verify, and what hangs on an image. */
export { type Attached, attest, sign } from './attachments/attach-statement.ts';
export { attachedDocuments } from './attachments/attached-documents.ts';
export {
  type ImageVerdict,
  judgeImage,
  type TrustRequirement,
  type VerifiedBundle,
} from './attachments/judge-image.ts';
export { type ArtifactNode, tree } from './attachments/tree.ts';
export { verify } from './attachments/verify.ts';
export { bundleMediaType } from './bundles/bundle.ts';
export { parseBundle } from './bundles/parse-bundle.ts';
export { generateKeys } from './keys/generate-keys.ts';
export { keySigner, loadPublicKey, type PublicKey } from './keys/public-key.ts';
export { isSignedBy, signEnvelope } from './keys/signed-envelope.ts';
export { loadSigningKey, needsPassword, type SigningKey } from './keys/signing-key.ts';
export { predicateAliases, predicateType, scanPredicate, signaturePredicate } from './statements/predicate-types.ts';
export { parseStatement, type Statement } from './statements/statement.ts';
export { parseTrustedRoot, type TrustedRoot } from './trust/trusted-root.ts';
export { signerOf, type TrustedSigner, type TrustVerdict, verifyBundle } from './verify/verify-bundle.ts';
