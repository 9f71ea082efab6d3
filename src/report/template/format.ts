import type { Report } from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';

/** What is written where no file of one's own is named: an example to begin with. */
export const standardTemplate =
  `{% for finding in open %}{{ finding.severity }}\t{{ finding.id }}\t{{ finding.place }}\t{{ finding.title }}
{% endfor %}{% for problem in missed %}not judged\t{{ problem.code }}\t{{ problem.where }}\t{{ problem.message }}
{% endfor %}`.replaceAll('\t', '  ');

async function write(report: Report, template: string, where: string): Promise<string> {
  const { renderTemplate } = await import('./render.ts');
  return renderTemplate(report, template, where);
}

/** A form of one's own: a template in Liquid. The language is loaded when it is used. */
export const templateFormat: ReportFormat = {
  id: 'template',
  version: 1,
  title: 'by a template of your own (Liquid): template=FILE',
  mediaType: 'text/plain; charset=utf-8',
  tells: ['findings'],
  extension: 'txt',
  several: 'lines',
  async fromFile(text, where) {
    const { checkTemplate } = await import('./render.ts');
    checkTemplate(text, where);
    return { ...templateFormat, write: (report) => write(report, text, where) };
  },
  write: (report) => write(report, standardTemplate, 'the standard template'),
};
