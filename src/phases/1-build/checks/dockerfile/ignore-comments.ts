import { defined } from '../../../../core/index.ts';
import type { Dockerfile, Instruction } from '../../../../foundations/formats/index.ts';
import { namesOf, namesOne, today } from '../ignore-ids.ts';
import type { DockerfileCheck } from './check.ts';

/** A comment that sets findings aside. */
export interface IgnoreComment {
  /** Ids as written, in lower case; `all` for every one. */
  readonly ids: readonly string[];
  /** Who wrote it, as far as the file tells: the form of the comment. */
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
  /** What it is about: the instruction below or around it, the stage that this one begins or belongs to, the file. */
  readonly scope: 'instruction' | 'stage' | 'file';
  readonly own: boolean;
  readonly form: string;
}

const own = /^seaworthy:ignore\s+([\w,/-]+)(?:\s+until=(\d{4}-\d{2}-\d{2}))?\s*(?:--|:)?\s*(.*)$/i;
// Ids are parted by commas with or without spaces; what follows the last is taken as the reason.
const hadolint = /^hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*([\w/-]+(?:\s*,\s*[\w/-]+)*)\s*(?:#|--|:)?\s*(.*)$/i;
// Anywhere in the comment; each word of the last may be one.
const checkov = /(?:checkov|bridgecrew|cortex):skip=\s*(\w+(?:\s*,\s*\w+)*)\s*:?\s*(.*)$/i;
const trivy = /(?:^|[\s#])(?:trivy|tfsec):ignore:([\w*,-]+)(?:\[[^\]]{0,200}\])?((?::(?:exp|ws):[^\s:]+)*)/gi;
const expiry = /:exp:(\d{4}-\d{2}-\d{2})/i;
const buildkit = /^check\s*=(.*)$/i;

/** `skip=A,B;error=true // reason` of a check comment or directive. */
function readCheckOptions(text: string): { readonly ids: string; readonly reason: string } | undefined {
  const [options = '', ...reason] = text.split('//');
  const skip = options.split(';').find((option) => option.trim().startsWith('skip='));
  if (skip === undefined) return undefined;
  return { ids: skip.trim().slice('skip='.length), reason: reason.join('//').trim() };
}

function readComment(text: string): readonly Written[] {
  let match = own.exec(text);
  if (match !== null) {
    const [, ids = '', until, reason = ''] = match;
    return [written({ ids, reason, scope: 'instruction', own: true, form: 'seaworthy:ignore' }, until)];
  }
  match = hadolint.exec(text);
  if (match !== null) {
    const [, where, ids = '', reason = ''] = match;
    const scope = where === undefined ? 'instruction' : where.toLowerCase() === 'stage' ? 'stage' : 'file';
    return [written({ ids, reason, scope, own: false, form: 'hadolint ignore' })];
  }
  match = checkov.exec(text);
  if (match !== null) {
    const [, ids = '', reason = ''] = match;
    return [written({ ids, reason, scope: 'file', own: false, form: 'checkov:skip' })];
  }
  const ofTrivy = [...text.matchAll(trivy)].map(([, ids = '', parameters = '']) =>
    written({ ids, reason: '', scope: 'instruction', own: false, form: 'trivy:ignore' }, expiry.exec(parameters)?.[1]),
  );
  if (ofTrivy.length > 0) return ofTrivy;
  const options = buildkit.exec(text)?.[1];
  const check = options === undefined ? undefined : readCheckOptions(options);
  return check === undefined ? [] : [written({ ...check, scope: 'instruction', own: false, form: 'check=skip' })];
}

function written(base: Omit<Written, 'until'>, until?: string): Written {
  return until === undefined ? base : { ...base, until };
}

const idsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((id) => today(id.trim().toLowerCase()))
    .filter((id) => id !== '');

/**
 * The comments of the file that set findings aside: our own `# seaworthy:ignore ID[,ID] [until=DATE] REASON`, and those that people have written
 * for BuildKit, Hadolint, Checkov and Trivy. Checkov's and the global ones are about
 * the file, Hadolint's for a stage about that, all others about the instruction below (or around) them.
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
    const lines = instruction && linesOf(written.scope, instruction, file);
    if (written.scope !== 'file' && lines === undefined) return;
    ignores.push({
      ids: idsOf(written.ids),
      by: written.form,
      reason: reason || 'no reason given',
      line,
      own: written.own,
      ...defined({ until: written.until, lines }),
    });
  };
  const { check } = file.directives;
  const options = check === undefined ? undefined : readCheckOptions(check);
  if (options !== undefined) add({ ...options, scope: 'file', own: false, form: 'check=skip' }, 1);
  const about = new Map(
    file.instructions.flatMap((instruction) => instruction.comments.map(({ line }) => [line, instruction] as const)),
  );
  for (const { text, line } of file.comments) {
    if (line === directiveLine(file, text, line)) continue;
    for (const each of readComment(text)) add(each, line, about.get(line));
  }
  return { ignores, bad };
}

/** The first of the comments that is about a check at a line. */
export function ignoreFor(
  check: DockerfileCheck,
  ignores: readonly IgnoreComment[],
): (line: number) => IgnoreComment | undefined {
  const names = namesOf(check);
  const about = ignores.filter(({ ids }) => namesOne(ids, names));
  return (line) => about.find(({ lines }) => lines === undefined || (line >= lines.first && line <= lines.last));
}

/** First and last line that a comment above (or in) an instruction is about; undefined for the whole file. */
function linesOf(scope: Written['scope'], instruction: Instruction, { stages }: Dockerfile): IgnoreComment['lines'] {
  if (scope === 'file') return undefined;
  if (scope === 'instruction') return { first: instruction.start.line, last: instruction.endLine };
  const stage = stages.findLast(({ from }) => from.start.line <= instruction.start.line);
  if (stage === undefined) return undefined;
  return { first: stage.from.start.line, last: (stage.instructions.at(-1) ?? stage.from).endLine };
}

/** The line of the `# check=` directive, when the comment is it: it has been counted already. */
function directiveLine(file: Dockerfile, text: string, line: number): number {
  const { check } = file.directives;
  const isIt = check !== undefined && /^check\s*=/i.test(text) && text.replace(/^check\s*=/i, '').trim() === check;
  return isIt && line <= 3 ? line : 0;
}
