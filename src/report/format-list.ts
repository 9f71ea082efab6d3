import { csvFormat } from './csv/format.ts';
import { cyclonedxFormat } from './cyclonedx/format.ts';
import { cyclonedx17Format } from './cyclonedx-1-7/format.ts';
import { cyclonedx17XmlFormat } from './cyclonedx-1-7-xml/format.ts';
import { cyclonedxXmlFormat } from './cyclonedx-xml/format.ts';
import type { ReportFormat } from './format.ts';
import { githubFormat } from './github/format.ts';
import { gitlabFormat } from './gitlab/format.ts';
import { htmlFormat } from './html/format.ts';
import { jsonFormat } from './json/format.ts';
import { junitFormat } from './junit/format.ts';
import { markdownFormat } from './markdown/format.ts';
import { nameFormat } from './name/format.ts';
import { openvexFormat } from './openvex/format.ts';
import { sarifFormat } from './sarif/format.ts';
import { spdxFormat } from './spdx/format.ts';
import { spdx3Format } from './spdx-3/format.ts';
import { spdxTagValueFormat } from './spdx-tag-value/format.ts';
import { tableFormat } from './table/format.ts';
import { templateFormat } from './template/format.ts';

/** Every format that `-o` knows. */
export const reportFormats: readonly ReportFormat[] = [
  tableFormat,
  nameFormat,
  jsonFormat,
  sarifFormat,
  cyclonedxFormat,
  cyclonedxXmlFormat,
  cyclonedx17Format,
  cyclonedx17XmlFormat,
  spdxFormat,
  spdxTagValueFormat,
  spdx3Format,
  openvexFormat,
  githubFormat,
  htmlFormat,
  junitFormat,
  markdownFormat,
  gitlabFormat,
  csvFormat,
  templateFormat,
];
