import { type Report, SeaworthyError } from '../../core/index.ts';

/** Characters of a report that is read; the largest image we know of gives a tenth of it. */
export const maxReportLength = 256 * 1024 * 1024;

/**
 * Reads a report that `-o json` has written, or that somebody claims to have. Nothing is believed: every value is checked and properties that
 * we do not know are dropped. `where` names the file in errors.
 * Throws `E_FORMAT` with the path of the first value that is wrong, `E_LIMIT` when the text is too long.
 */
export async function readReport(text: string, where: string): Promise<Report> {
  if (text.length > maxReportLength) {
    throw new SeaworthyError('E_LIMIT', `the report is longer than ${maxReportLength} characters`, { where });
  }
  const value = parse(text, where);
  checkVersion(value, where);
  const { reportSchema } = await import('./schema.ts');
  const result = reportSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  const why = `${path === '' ? 'the document' : path.slice(0, 200)}: ${(issue?.message ?? 'not valid').slice(0, 300)}`;
  throw new SeaworthyError('E_FORMAT', 'this is not a report of Seaworthy', { where, why });
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 200) : 'not JSON';
    throw new SeaworthyError('E_FORMAT', 'the report is not JSON', { where, why, cause });
  }
}

/** A report of a later major version is told from a damaged one. */
function checkVersion(value: unknown, where: string): void {
  const version =
    typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : undefined;
  if (version === '1.0') return;
  const said = typeof version === 'string' ? JSON.stringify(version.slice(0, 40)) : 'missing';
  throw new SeaworthyError('E_FORMAT', 'this is not a report that this version can read', {
    where,
    why: `schemaVersion is ${said} and should be "1.0"`,
    next: 'Write it again with `seaworthy scan TARGET -o json=FILE`.',
  });
}
