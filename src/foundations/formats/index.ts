/** Readers of hostile bytes. */
export * from './deb822/index.ts';
export { type Compression, detectCompression } from './inflate/compression.ts';
export * from './inflate/inflate.ts';
export * from './json/access.ts';
export * from './json/members.ts';
export * from './json/parse-json.ts';
export * from './programs/index.ts';
export * from './rfc822/index.ts';
export { normalisePath } from './tar/names.ts';
export * from './tar/tar-reader.ts';
export * from './tar/tar-types.ts';
export * from './zip/read-zip.ts';
