import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';
import { cosPackages } from './installed/index.ts';

export const cos: Ecosystem = {
  type: 'cos',
  title: 'Packages of Container-Optimized OS',
  kind: 'system',
  versionOrder: 'gentoo',
  extractors: [cosPackages],
  traces: [database('Container-Optimized OS', 'etc/cos-package-info.json')],
};
