import type { Report } from '../../core/index.ts';
import type { ReportFormat, WriteOptions } from '../format.ts';

/** One page that needs nothing else: no network, no fonts, no files beside it. Made when asked for, so its parts load then. */
export const htmlFormat: ReportFormat = {
  id: 'html',
  version: 1,
  title: 'one page to look at, to search and to hand on',
  mediaType: 'text/html; charset=utf-8',
  tells: ['findings'],
  extension: 'html',
  showsSome: true,
  write: async (report: Report, options: WriteOptions): Promise<string> => {
    const { writePage } = await import('./page.ts');
    return writePage(report, options);
  },
};
