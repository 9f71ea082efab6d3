import type { Example } from '../../example.ts';

const manifest = `[package]
name = "shop"
version = "0.1.0"

[dependencies]
memchr = "2"

[dev-dependencies]
proptest = { version = "1" }
`;

export const example: Example = {
  path: 'shop/Cargo.toml',
  bytes: new TextEncoder().encode(manifest),
  packages: ['memchr@', 'proptest@'],
};
