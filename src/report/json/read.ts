import type { ZodType } from 'zod';
import {
  type Report,
  type Report1,
  reportSchemaVersion,
  restoredReport,
  SeaworthyError,
  type Stored,
  upgradeReport,
} from '../../core/index.ts';

/** Characters of a report that is read; the largest image we know of gives a tenth of it. */
export const maxReportLength = 256 * 1024 * 1024;

/**
 * Reads a report of this version or an earlier one that `-o json` has written, or that somebody claims to have. Nothing is believed: every value is checked and properties that
 * we do not know are dropped. `where` names the file in errors.
 * Throws `E_FORMAT` with the path of the first value that is wrong, `E_LIMIT` when the text is too long.
 */
export async function readReport(text: string, where: string): Promise<Report> {
  if (text.length > maxReportLength) {
    throw new SeaworthyError('E_LIMIT', `the report is longer than ${maxReportLength} characters`, { where });
  }
  const value = parse(text, where);
  return majorOf(value, where) === '1' ? readVersion1(value, where) : readVersion2(value, where);
}

async function readVersion2(value: unknown, where: string): Promise<Report> {
  const { reportSchema } = await import('./schema.ts');
  return restoredReport(
    checked<Stored<Report>>(reportSchema, { ...Object(value), schemaVersion: reportSchemaVersion }, where),
  );
}

async function readVersion1(value: unknown, where: string): Promise<Report> {
  const { reportSchema1 } = await import('./schema-1.ts');
  return upgradeReport(checked<Report1>(reportSchema1, { ...Object(value), schemaVersion: '1.0' }, where));
}

/** The value as its schema describes it. */
function checked<T>(schema: ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value);
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

/** The major version of a report; a later one is told from a damaged report, and a minor one only adds properties. */
function majorOf(value: unknown, where: string): '1' | '2' {
  const version =
    typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : undefined;
  const major = typeof version === 'string' ? /^([12])\.\d{1,9}$/.exec(version)?.[1] : undefined;
  if (major === '1' || major === '2') return major;
  const said = typeof version === 'string' ? JSON.stringify(version.slice(0, 40)) : 'missing';
  throw new SeaworthyError('E_FORMAT', 'this is not a report that this version can read', {
    where,
    why: `schemaVersion is ${said} and should be "${reportSchemaVersion}" or "1.0"`,
    next: 'Write it again with `seaworthy scan TARGET -o json=FILE`.',
  });
}
