/** Who made it and may we trust it: sign, attest, verify, and what hangs on an image. */
export * from './keys/generate-keys.ts';
export * from './keys/public-key.ts';
export * from './keys/signer.ts';
