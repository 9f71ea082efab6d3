import { cyclonedxXml } from '../../foundations/sbom/index.ts';
import { bomOf } from '../cyclonedx/format.ts';
import type { ReportFormat } from '../format.ts';
import { named } from '../named.ts';

/** CycloneDX 1.6 in XML form: what `cyclonedx` says. */
export const cyclonedxXmlFormat: ReportFormat = {
  id: 'cyclonedx-xml',
  version: 1,
  title: 'CycloneDX 1.6 in XML form, with vulnerabilities when judged',
  mediaType: 'application/vnd.cyclonedx+xml; version=1.6',
  tells: ['packages'],
  extension: 'cdx.xml',
  write: (report, options) => cyclonedxXml(bomOf(named(report, options), '1.6')),
};
