/** Secrets that files, and the configuration of an image, hold. */
export type { SecretContext, SecretDetector, Verdict } from './detector.ts';
export { secretDetectors } from './detectors/index.ts';
export { isSamplePath } from './eligible.ts';
export { scanImageConfig } from './image-config-secrets.ts';
export { imageMask, type Mask, maskSecrets, textMask } from './mask-secrets.ts';
export { type LocatedSecret, reachStatement, type SecretReach, secretFindings } from './secret-findings.ts';
export type { SecretHit } from './secret-hit.ts';
export { type SecretScan, type SecretScanner, type SecretScannerOptions, secretScanner } from './secret-scanner.ts';
