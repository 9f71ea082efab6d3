import type { Problem } from '../../../core/index.ts';

/** The most results that are taken from one report; more are told. */
export const mostResults = 200_000;
/** The most places of one result that are kept; how many there are is told. */
export const mostPlaces = 1_000;

/** Something of a report that was not read, or that the tool did not judge: what it would say is not known. */
export function notImported(
  message: string,
  where: string,
  part: string,
  code: Problem['code'] = 'E_INCOMPLETE',
): Problem {
  return { code, message, where, part, incomplete: true };
}

/** Something worth knowing about a report. */
export function importNote(message: string, where: string, part: string): Problem {
  return { code: 'E_INCOMPLETE', message, where, part, incomplete: false };
}

/** What a part is called in the coverage: the tool's name in small letters, `codeql`. */
export function partName(tool: string): string {
  const slug = tool
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? 'tool' : slug;
}
