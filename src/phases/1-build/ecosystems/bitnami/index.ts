import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';
import { sbomInside } from './inside/index.ts';

export const bitnami: Ecosystem = {
  type: 'bitnami',
  title: 'Components of Bitnami',
  kind: 'registry',
  lowerCase: true,
  // A version with the revision of the build: `7.2.4-3` is not older than 7.2.4.
  versionOrder: 'dpkg',
  extractors: [sbomInside],
  traces: [{ ...software('components of Bitnami', '.spdx-*.spdx'), covers: true }],
  osv: { name: 'Bitnami', separator: '/', normalise: asWritten },
};
