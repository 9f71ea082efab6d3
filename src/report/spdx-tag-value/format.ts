import { spdxDocument, spdxTagValue } from '../../foundations/sbom/index.ts';
import type { ReportFormat } from '../format.ts';
import { named } from '../named.ts';

/** SPDX 2.3 in tag-value form: what `spdx` says. */
export const spdxTagValueFormat: ReportFormat = {
  id: 'spdx-tag-value',
  version: 1,
  title: 'SPDX 2.3 bill of materials in tag-value form',
  mediaType: 'text/spdx',
  tells: ['packages'],
  extension: 'spdx',
  write: (report, options) => spdxTagValue(spdxDocument(named(report, options))),
};
