import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';

export const bitnami: Ecosystem = {
  type: 'bitnami',
  title: 'Components of Bitnami',
  kind: 'registry',
  traces: [{ ...software('components of Bitnami', '.spdx-*.spdx'), covers: true }],
};
