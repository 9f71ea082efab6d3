/** Secrets that files, and the configuration of an image, hold. */
export type { SecretDetector } from './detector.ts';
export { secretDetectors } from './detectors/index.ts';
export { issuedTokens } from './detectors/issued/index.ts';
export { type AddedText, PatchReader, type PatchSummary } from './history/patch-reader.ts';
export { scanImageConfig } from './image-config-secrets.ts';
export { imageMask, type Mask, maskSecrets, textMask } from './mask-secrets.ts';
export { readSecretRules } from './rules/index.ts';
export { type LocatedSecret, type SecretReach, secretFindings } from './secret-findings.ts';
export { type SecretHit, secretFingerprint } from './secret-hit.ts';
export { promisesSecret, withoutNamedSecrets } from './secret-names.ts';
export { type SecretScanner, secretScanner } from './secret-scanner.ts';
