import type { Example } from '../../example.ts';

const environment = `name: shop
channels:
  - conda-forge
dependencies:
  - python=3.12.2=hab00c5b_0_cpython
  - conda-forge::numpy==1.26.4
  - pip:
    - requests==2.31.0
`;

export const example: Example = {
  path: 'shop/environment.yml',
  bytes: new TextEncoder().encode(environment),
  packages: ['numpy@1.26.4', 'python@3.12.2', 'requests@2.31.0'],
};
