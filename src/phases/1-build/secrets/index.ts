/** Secrets that files, and the configuration of an image, hold. */
export { issuedTokens, secretDetectors } from './detectors/index.ts';
export { scanImageConfig } from './image-config-secrets.ts';
export { imageMask, type Mask, maskSecrets, textMask } from './mask-secrets.ts';
export { type LocatedSecret, type SecretReach, secretFindings } from './secret-findings.ts';
export type { SecretHit } from './secret-hit.ts';
export { type SecretScanner, secretScanner } from './secret-scanner.ts';
