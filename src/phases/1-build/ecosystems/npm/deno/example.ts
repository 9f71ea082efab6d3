import type { Example } from '../../example.ts';

/** As Deno 2 writes it, shortened. */
const lock = `{
  "version": "5",
  "specifiers": { "npm:chalk@4": "4.1.2", "npm:react-dom@18": "18.2.0_react@18.2.0" },
  "npm": {
    "chalk@4.1.2": { "integrity": "sha512-x", "dependencies": ["supports-color@7.2.0"] },
    "react-dom@18.2.0_react@18.2.0": { "integrity": "sha512-x", "dependencies": ["react"] },
    "react@18.2.0": { "integrity": "sha512-x" },
    "supports-color@7.2.0": { "integrity": "sha512-x", "dependencies": ["flag@npm:has-flag@4.0.0"] },
    "has-flag@4.0.0": { "integrity": "sha512-x" }
  }
}
`;

export const example: Example = {
  path: 'shop/deno.lock',
  bytes: new TextEncoder().encode(lock),
  packages: ['chalk@4.1.2', 'has-flag@4.0.0', 'react-dom@18.2.0', 'react@18.2.0', 'supports-color@7.2.0'],
};
