import type { Example } from '../../example.ts';

const lock = {
  graph_lock: {
    nodes: {
      '0': { options: '', requires: ['1'], build_requires: ['3'], path: 'conanfile.py' },
      '1': { ref: 'poco/1.9.4#0', requires: ['2'] },
      '2': { ref: 'zlib/1.2.12' },
      '3': { ref: 'ninja/1.11.1@acme/stable' },
    },
  },
  version: '0.4',
};

export const example: Example = {
  path: 'shop/conan.lock',
  bytes: new TextEncoder().encode(JSON.stringify(lock)),
  packages: ['ninja@1.11.1', 'poco@1.9.4', 'zlib@1.2.12'],
};
