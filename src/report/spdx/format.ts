import { jsonText } from '../../core/index.ts';
import { spdxDocument } from '../../foundations/sbom/index.ts';
import type { ReportFormat } from '../format.ts';
import { named } from '../named.ts';

/** SPDX 2.3 as JSON: what is in it, without judgement. */
export const spdxFormat: ReportFormat = {
  id: 'spdx',
  version: 1,
  title: 'SPDX 2.3 bill of materials',
  mediaType: 'application/spdx+json',
  tells: ['packages'],
  extension: 'spdx.json',
  write: (report, options) => jsonText(spdxDocument(named(report, options))),
};
