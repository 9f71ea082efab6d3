import { loadXml } from '../../../../../foundations/formats/index.ts';
import type { Extractor } from '../../extractor.ts';
import { packagesOfSbom } from '../../sbom-packages.ts';

/** Bills of materials that makers leave in their images, beside software that no package manager knows of. */
export const sbomInside: Extractor = {
  id: 'sbom-inside',
  version: 1,
  title: 'Bills of materials that lie in an image (Bitnami and others)',
  wanted: {
    anywhere: [
      '.spdx-*.spdx',
      'share/sbom/*.json',
      'share/sbom/*.xml',
      'db/sbom/*.json',
      'sbom.cdx.json',
      'sbom.spdx.json',
    ],
  },
  gives: ['dependencies', 'licences'],
  maxBytes: 64 * 1024 * 1024,
  prepare: loadXml,
  isDatabase: false,
  yieldsToOwner: true,
  extract: packagesOfSbom,
};
