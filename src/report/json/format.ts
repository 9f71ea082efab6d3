import { jsonText, type Report, storedReport } from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';
import { stable } from '../view/stable.ts';

function write(report: Report): string {
  return jsonText(stable(storedReport(report)));
}

/** The report as it is, for programs. Described by `docs/schemas/report-2.0.schema.json`. */
export const jsonFormat: ReportFormat = {
  id: 'json',
  version: 2,
  title: 'everything, for programs; with a published schema',
  mediaType: 'application/json',
  tells: ['findings', 'packages'],
  extension: 'json',
  write,
};
