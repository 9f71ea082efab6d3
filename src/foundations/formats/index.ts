/** Readers of hostile bytes. */
export * from './base64/index.ts';
export * from './deb822/index.ts';
export * from './der/index.ts';
export * from './dockerfile/index.ts';
export * from './dsse/index.ts';
export { type Compression, detectCompression } from './inflate/compression.ts';
export * from './inflate/inflate.ts';
export * from './json/access.ts';
export * from './json/members.ts';
export * from './json/parse-json.ts';
export * from './pem/index.ts';
export * from './programs/index.ts';
export * from './rfc822/index.ts';
export { normalisePath } from './tar/names.ts';
export * from './tar/tar-reader.ts';
export * from './tar/tar-types.ts';
export * from './yaml/index.ts';
export * from './zip/read-zip.ts';
