import type { Example } from '../../example.ts';

const assets = {
  version: 3,
  targets: {
    'net8.0': {
      'Serilog/3.1.1': { type: 'package' },
      'Serilog.Sinks.Console/5.0.1': { type: 'package', dependencies: { Serilog: '3.1.1' } },
    },
  },
  project: {
    frameworks: {
      'net8.0': { dependencies: { 'Serilog.Sinks.Console': { target: 'Package', version: '[5.0.1, )' } } },
    },
  },
};

export const example: Example = {
  path: 'shop/obj/project.assets.json',
  bytes: new TextEncoder().encode(JSON.stringify(assets)),
  packages: ['Serilog.Sinks.Console@5.0.1', 'Serilog@3.1.1'],
};
