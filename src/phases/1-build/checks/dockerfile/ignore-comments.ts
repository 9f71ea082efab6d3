import type { Dockerfile, Instruction } from '../../../../foundations/formats/index.ts';

/** A comment that sets findings aside. */
export interface IgnoreComment {
  /** Ids as written, in lower case; `all` for every one. */
  readonly ids: readonly string[];
  /** Who wrote it, as far as the file tells: the comment and its line. */
  readonly by: string;
  readonly reason: string;
  readonly until?: string;
  /** First and last line it is about; undefined for the whole file. */
  readonly lines?: { readonly first: number; readonly last: number };
  readonly line: number;
  /** Written in our own form, which asks for a reason and is told when it sets nothing aside. */
  readonly own: boolean;
}

/** A comment that means to ignore something and cannot be followed. */
export interface BadIgnore {
  readonly line: number;
  readonly message: string;
}

interface Written {
  readonly ids: string;
  readonly reason: string;
  readonly until?: string;
  readonly wholeFile: boolean;
  readonly own: boolean;
  readonly form: string;
}

const own = /^seaworthy:ignore\s+([\w,/-]+)(?:\s+until=(\d{4}-\d{2}-\d{2}))?\s*(?:--|:)?\s*(.*)$/i;
const hadolint = /^hadolint\s+(global\s+)?ignore=\s*([\w,\s]*?)\s*(?:#\s*(.*))?$/i;
const checkov = /^checkov:skip=([\w,]+)(?::(.*))?$/i;
const trivy = /^(?:trivy|tfsec):ignore:([\w,-]+)(?::exp:(\d{4}-\d{2}-\d{2}))?/i;
const buildkit = /^check\s*=(.*)$/i;

/** `skip=A,B;error=true // reason` of a check comment or directive. */
function readCheckOptions(text: string): { readonly ids: string; readonly reason: string } | undefined {
  const [options = '', ...reason] = text.split('//');
  const skip = options.split(';').find((option) => option.trim().startsWith('skip='));
  if (skip === undefined) return undefined;
  return { ids: skip.trim().slice('skip='.length), reason: reason.join('//').trim() };
}

function readComment(text: string): Written | undefined {
  let match = own.exec(text);
  if (match !== null) {
    const [, ids = '', until, reason = ''] = match;
    const base = { ids, reason, wholeFile: false, own: true, form: 'seaworthy:ignore' };
    return until === undefined ? base : { ...base, until };
  }
  match = hadolint.exec(text);
  if (match !== null) {
    const [, global, ids = '', reason = ''] = match;
    return { ids, reason, wholeFile: global !== undefined, own: false, form: 'hadolint ignore' };
  }
  match = checkov.exec(text);
  if (match !== null) {
    return { ids: match[1] ?? '', reason: match[2] ?? '', wholeFile: true, own: false, form: 'checkov:skip' };
  }
  match = trivy.exec(text);
  if (match !== null) {
    const [, ids = '', until] = match;
    const base = { ids, reason: '', wholeFile: false, own: false, form: 'trivy:ignore' };
    return until === undefined ? base : { ...base, until };
  }
  const options = buildkit.exec(text)?.[1];
  const check = options === undefined ? undefined : readCheckOptions(options);
  return check && { ...check, wholeFile: false, own: false, form: 'check=skip' };
}

const idsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((id) => id.trim().toLowerCase())
    .filter((id) => id !== '');

/**
 * The comments of the file that set findings aside: our own `# seaworthy:ignore ID[,ID] [until=DATE] REASON`, and those that people have written
 * for BuildKit, Hadolint, Checkov and Trivy. All but Checkov's and the global ones are about the instruction below (or around) them.
 */
export function readIgnoreComments(file: Dockerfile): {
  readonly ignores: readonly IgnoreComment[];
  readonly bad: readonly BadIgnore[];
} {
  const ignores: IgnoreComment[] = [];
  const bad: BadIgnore[] = [];
  const add = (written: Written, line: number, instruction?: Instruction): void => {
    const reason = written.reason.trim();
    if (written.own && reason === '') {
      bad.push({ line, message: 'an ignore comment without a reason sets nothing aside' });
      return;
    }
    if (!written.wholeFile && instruction === undefined) return;
    ignores.push({
      ids: idsOf(written.ids),
      by: `${written.form} in line ${line}`,
      reason: reason || 'no reason given',
      line,
      own: written.own,
      ...(written.until === undefined ? {} : { until: written.until }),
      ...(written.wholeFile || instruction === undefined
        ? {}
        : { lines: { first: instruction.start.line, last: instruction.endLine } }),
    });
  };
  const { check } = file.directives;
  const options = check === undefined ? undefined : readCheckOptions(check);
  if (options !== undefined) add({ ...options, wholeFile: true, own: false, form: 'check=skip' }, 1);
  const about = new Map(
    file.instructions.flatMap((instruction) => instruction.comments.map(({ line }) => [line, instruction] as const)),
  );
  for (const { text, line } of file.comments) {
    const written = readComment(text);
    if (written !== undefined && line !== directiveLine(file, text, line)) add(written, line, about.get(line));
  }
  return { ignores, bad };
}

/** The line of the `# check=` directive, when the comment is it: it has been counted already. */
function directiveLine(file: Dockerfile, text: string, line: number): number {
  const { check } = file.directives;
  const isIt = check !== undefined && /^check\s*=/i.test(text) && text.replace(/^check\s*=/i, '').trim() === check;
  return isIt && line <= 3 ? line : 0;
}
