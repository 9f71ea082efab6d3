import type { Ecosystem } from '../ecosystem.ts';

export const qpkg: Ecosystem = {
  type: 'qpkg',
  title: 'Packages of QNX',
  kind: 'system',
};
