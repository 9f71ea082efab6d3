import { jsonText } from '../../core/index.ts';
import { bomOf } from '../cyclonedx/format.ts';
import type { ReportFormat } from '../format.ts';
import { named } from '../named.ts';

/** CycloneDX 1.7 in JSON form: what `cyclonedx` says. */
export const cyclonedx17Format: ReportFormat = {
  id: 'cyclonedx-1-7',
  version: 1,
  title: 'CycloneDX 1.7 bill of materials, with vulnerabilities when judged',
  mediaType: 'application/vnd.cyclonedx+json; version=1.7',
  tells: ['packages'],
  extension: 'cdx.json',
  write: (report, options) => jsonText(bomOf(named(report, options), '1.7')),
};
