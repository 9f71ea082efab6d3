import type { Example } from '../../example.ts';

const record = {
  build: 'py311h06a4308_0',
  build_number: 0,
  channel: 'https://conda.example.org/t/secret-token/harbour/linux-64',
  depends: ['__glibc >=2.17', 'harbour::wick >=1.0,<2.0a0', 'python >=3.11,<3.12.0a0'],
  files: ['bin/lantern', 'lib/python3.11/site-packages/lantern-4.2.0.dist-info/METADATA'],
  fn: 'lantern-4.2.0-py311h06a4308_0.conda',
  license: 'BSD 3-Clause',
  name: 'lantern',
  subdir: 'linux-64',
  url: 'https://conda.example.org/t/secret-token/harbour/linux-64/lantern-4.2.0-py311h06a4308_0.conda',
  version: '4.2.0',
};

export const example: Example = {
  path: 'opt/conda/envs/app/conda-meta/lantern-4.2.0-py311h06a4308_0.json',
  bytes: new TextEncoder().encode(JSON.stringify(record)),
  packages: ['lantern@4.2.0'],
};
