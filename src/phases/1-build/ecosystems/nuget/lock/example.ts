import type { Example } from '../../example.ts';

const lock = {
  version: 1,
  dependencies: {
    'net8.0': {
      'Serilog.Sinks.Console': {
        type: 'Direct',
        requested: '[5.0.1, )',
        resolved: '5.0.1',
        contentHash: '0',
        dependencies: { Serilog: '3.1.1' },
      },
      Serilog: { type: 'Transitive', resolved: '3.1.1', contentHash: '0' },
      'shop.core': { type: 'Project' },
    },
  },
};

export const example: Example = {
  path: 'shop/packages.lock.json',
  bytes: new TextEncoder().encode(JSON.stringify(lock)),
  packages: ['Serilog.Sinks.Console@5.0.1', 'Serilog@3.1.1'],
};
