/** Who made it and may we trust it: sign, attest, verify, and what hangs on an image. */
export {
  type Attached,
  type AttachOptions,
  type Attestation,
  attest,
  sign,
  signStatement,
} from './attachments/attach-statement.ts';
export * from './attachments/judge-image.ts';
export * from './attachments/tree.ts';
export * from './attachments/verify.ts';
export * from './bundles/bundle.ts';
export { parseBundle } from './bundles/parse-bundle.ts';
export * from './keys/generate-keys.ts';
export * from './keys/public-key.ts';
export * from './keys/signed-envelope.ts';
export { type KeyFile, loadSigningKey, needsPassword, type SigningKey } from './keys/signing-key.ts';
export * from './statements/predicate-types.ts';
export { parseStatement, type Statement, type StatementSubject, subjectDigests } from './statements/statement.ts';
export * from './trust/trusted-root.ts';
export type { Artifact } from './verify/check-content.ts';
export * from './verify/verify-bundle.ts';
