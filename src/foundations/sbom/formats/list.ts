import type { SbomFormat } from '../sbom-format.ts';
import { cyclonedxJson } from './cyclonedx-json/read.ts';
import { cyclonedxXml } from './cyclonedx-xml/read.ts';
import { packageUrls } from './package-urls/read.ts';
import { spdx3Json } from './spdx-3-json/read.ts';
import { spdxJson } from './spdx-json/read.ts';
import { spdxTagValue } from './spdx-tag-value/read.ts';
import { syftJson } from './syft-json/read.ts';

/** Every kind that is read, each by what it says of itself. A new one is a folder and a line. */
export const sbomFormats: readonly SbomFormat[] = [
  cyclonedxJson,
  cyclonedxXml,
  spdxJson,
  spdxTagValue,
  spdx3Json,
  syftJson,
  packageUrls,
];
