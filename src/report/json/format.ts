import { jsonText, type Report } from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';
import { stable } from '../view/stable.ts';

function write(report: Report): string {
  return jsonText(stable(report));
}

/** The report as it is, for programs. Described by `docs/schemas/report-1.0.schema.json`. */
export const jsonFormat: ReportFormat = {
  id: 'json',
  version: 1,
  title: 'everything, for programs; with a published schema',
  mediaType: 'application/json',
  tells: ['findings', 'packages'],
  extension: 'json',
  write,
};
