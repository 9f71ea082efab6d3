import type { Example } from '../../example.ts';

const freeze = `active-repositories: hackage.haskell.org:merge
constraints: any.aeson ==2.2.1.0,
             aeson +ordered-keymap,
             any.text ==2.0.2
index-state: hackage.haskell.org 2024-03-01T00:00:00Z
`;

export const example: Example = {
  path: 'shop/cabal.project.freeze',
  bytes: new TextEncoder().encode(freeze),
  packages: ['aeson@2.2.1.0', 'text@2.0.2'],
};
