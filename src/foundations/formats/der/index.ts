/** DER (ITU-T X.690), as certificates, timestamps and keys are written in. */
export * from './der.ts';
export * from './encode.ts';
export * from './values.ts';
