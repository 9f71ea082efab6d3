import { type Check, defined, holds, lastMoment, type Suppression } from '../../../core/index.ts';
import { namesOf, namesOne } from './ignore-ids.ts';

/** A comment that sets findings aside. */
interface LineIgnore {
  readonly ids: readonly string[];
  readonly reason: string;
  readonly until?: string;
  /** Its own line, and the first line below that is no comment. */
  readonly line: number;
  readonly about: number;
}

/** The ignore comments of a file, and which of them were of use. */
export interface LineComments {
  readonly ignores: readonly LineIgnore[];
  readonly bad: readonly { readonly line: number; readonly message: string }[];
  readonly used: Set<LineIgnore>;
  unused(): readonly LineIgnore[];
}

const own = /^\s*#\s*seaworthy:ignore\s+([\w,/-]+)(?:\s+until=(\S+))?\s*(?:--|:)?\s*(.*)$/i;

/** The comments `# seaworthy:ignore ID[,ID] [until=DATE] REASON`: each is about the line below, or about the object that begins there. */
export function readLineComments(bytes: Uint8Array): LineComments {
  const ignores: LineIgnore[] = [];
  const bad: { line: number; message: string }[] = [];
  const used = new Set<LineIgnore>();
  const found: LineComments = {
    ignores,
    bad,
    used,
    unused: () => ignores.filter((one) => !used.has(one)),
  };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!buffer.includes('seaworthy:ignore')) return found;
  const lines = buffer.toString().split('\n');
  for (const [index, text] of lines.entries()) {
    const [, ids, until, reason = ''] = own.exec(text) ?? [];
    if (ids === undefined) continue;
    const line = index + 1;
    if (reason.trim() === '') {
      bad.push({ line, message: 'an ignore comment without a reason sets nothing aside' });
    } else if (until !== undefined && lastMoment(until) === undefined) {
      bad.push({ line, message: `${until} is no day, so this ignore comment sets nothing aside` });
    } else {
      const below = lines.findIndex((other, at) => at > index && !/^\s*(?:#|$)/.test(other));
      const named = ids.split(',').map((id) => id.trim().toLowerCase());
      ignores.push({ ids: named, reason: reason.trim(), line, about: below + 1, ...defined({ until }) });
    }
  }
  return found;
}

/** By which comment a finding of the check is set aside: one that is about one of the lines. */
export function commented(
  check: Check,
  lines: readonly (number | undefined)[],
  comments: LineComments,
  path: string,
  now: Date,
): Suppression | undefined {
  const names = namesOf(check);
  for (const ignore of comments.ignores) {
    if (!lines.includes(ignore.about) || !namesOne(ignore.ids, names)) continue;
    comments.used.add(ignore);
    const { reason, until } = ignore;
    if (!holds(ignore, now)) continue;
    const source = { kind: 'comment', name: path, statement: `line ${ignore.line}` } as const;
    return { by: 'seaworthy:ignore', reason, source, ...defined({ until }) };
  }
  return undefined;
}
