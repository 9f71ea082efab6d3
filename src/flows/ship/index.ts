/** Who made an image and may we trust it: keys made, images signed and attested, signatures checked, what hangs on an image. */
export {
  type ArtifactNode,
  predicateAliases,
  predicateType,
  signaturePredicate,
  type TrustVerdict,
} from '../../phases/2-ship/index.ts';
export {
  readSignature,
  type SignatureChecked,
  type SignatureMade,
  type SignaturePayload,
} from '../../records/index.ts';
export type { Kept } from '../ledger/keep.ts';
export { type AttestInput, attestImage, type PredicateSource } from './attest-image.ts';
export * from './generate-key-files.ts';
export * from './image-tree.ts';
export type { KeyInput, TextFile } from './key-input.ts';
export type { AttestedFinding, ScanPredicate } from './scan-predicate.ts';
export { type SignedImage, signImage } from './sign-image.ts';
export * from './verify-image.ts';
export type { WantedSigner } from './wanted-signer.ts';
