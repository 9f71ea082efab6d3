import type { Example } from '../../example.ts';

/** Made by PHP's own class Phar, its files deflated: the list of two packages that Composer left. */
const archive = `
IyEvdXNyL2Jpbi9lbnYgcGhwCjw/cGhwIFBoYXI6Om1hcFBoYXIoJ2d6LnBoYXInKTsgcmVxdWlyZSAncGhhcjovL2d6LnBoYXIvbWFpbi5waH
AnOyBfX0hBTFRfQ09NUElMRVIoKTsgPz4NCncAAAACAAAAEQAAEAEABwAAAGd6LnBoYXIAAAAACAAAAG1haW4ucGhwDgAAAAAAAAAQAAAARdYY
TqQRAAAAAAAAHgAAAHZlbmRvci9jb21wb3Nlci9pbnN0YWxsZWQuanNvbpAFAAAAAAAAlAEAAEISh4ukEQAAAAAAALOxL8goUEhNzshXMLTmAg
DVVD1PwzAU3PMrqowIJ67TloSNj4WBCTZUoWfnhUZ1k2A7lUrV/45jWtqEtDAwgJdEvnvP984nr72BXX4FYg4vqP3LwZPbadb6889xCligxf0Z
KF7WKgT/vE1YotJ5WTSc5TBgQXSE8FyUagEyf8O04TpqQLvkNNfGwm0RDjGrygmpwMw6VQ6vlWzg0CyqcBaHwn60El/0Oq7CDBUWwjUc4mgUsQ
mlQoziOIujWKQURwhpysSYJTTigo4j8Ft9Nh3hCl/rXGG/9p15vDnv7HSj3Zwy5wrUqmtQXmgDUoKxlhJtm34M4XzrUGUusNDYut1P8P7usc+Z
K5uJGRJmb6YFTrsqFRS6KpUhZdVI0f2D69VC5sXcghlIjb1X0cyyxB3lpDfb4YnLgJ06CMJ9Lr2eqm/CzE+E2VoQUMLRwPBniXYFx0p+Pddd6V
szD3LNkA8hm4xpRLOEAkRinPA4S1gqMs54KpAlsRAXfyKO1w+3JCI3EmrL+F/J4wfJ8w4U+ykuLdWoGvcbZPvmkiaK7uGdehvvHR8QQUauBzx9
TAYaV6TCGNcWUyDMcJQsT+1cQM3tq4NAAwAAAEdCTUI=
`;

export const example: Example = {
  path: 'usr/local/bin/lantern.phar',
  bytes: new Uint8Array(Buffer.from(archive, 'base64')),
  packages: ['harbour/a@v1.2.3', 'harbour/b@2.0.0-beta1'],
};
