import { jsonText } from '../../core/index.ts';
import { spdx3Document } from '../../foundations/sbom/index.ts';
import type { ReportFormat } from '../format.ts';
import { named } from '../named.ts';

/** SPDX 3.0.1 as JSON-LD: what is in it, without judgement. */
export const spdx3Format: ReportFormat = {
  id: 'spdx-3',
  version: 1,
  title: 'SPDX 3.0.1 bill of materials (JSON-LD)',
  mediaType: 'application/spdx+json; version=3.0.1',
  tells: ['packages'],
  extension: 'spdx3.json',
  write: (report, options) => jsonText(spdx3Document(named(report, options))),
};
