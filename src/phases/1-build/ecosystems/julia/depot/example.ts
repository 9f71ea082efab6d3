import type { Example } from '../../example.ts';

const project = `name = "Lantern"
uuid = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"
version = "0.21.4"

[deps]
Dates = "ade2ca70-3891-5945-98fb-dc099432e06a"
Wick = "69de0a69-1ddd-5017-9359-2bf0b02dc9f0"
`;

export const example: Example = {
  path: 'root/.julia/packages/Lantern/93Ea8/Project.toml',
  bytes: new TextEncoder().encode(project),
  packages: ['Lantern@0.21.4'],
};
