import type { Problems } from '../../problems.ts';
import { readRequirement, takenFromUrl } from '../requirement.ts';

/** What one line of a list asks for. */
export interface AskedFor {
  readonly name: string;
  readonly version?: string;
  readonly takenFrom?: string;
  /** Who needs it, as `pip-compile` and `uv pip compile` note: names, and files behind `-r`. */
  readonly via: readonly string[];
}

/** A list of requirements (pip.pypa.io, "Requirements File Format"). */
export interface RequirementList {
  readonly asked: readonly AskedFor[];
  /** Lists that are meant as well, as they are written. */
  readonly includes: readonly string[];
  /** Lists that only say in which versions. */
  readonly constraints: readonly string[];
  /** Lines that are not understood. */
  readonly unknown: number;
}

/** Where pip ends a line (Python, `str.splitlines`): also at a carriage return alone, which people do not see. */
export const pipLineEnd = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/;

/** `-r FILE`, `-rFILE`, `--requirement FILE`, `--requirement=FILE`, and likewise for constraints. */
const inclusion = /^(?:-(r|c)\s*|--(requirement|constraint)(?:\s+|\s*=\s*))(\S.*)$/;
const editable = /^(?:-e\s*|--editable(?:\s+|\s*=\s*))(\S.*)$/;
/** Options that a line of its own may have, and that name no package. */
const option = /^-/;
/** What a requirement may have behind it. */
const perRequirement = /\s--(?:hash|global-option|config-settings?|install-option)\b.*$/s;

export function readLines(text: string, problems: Problems): RequirementList {
  const [asked, includes, constraints]: [AskedFor[], string[], string[]] = [[], [], []];
  let unknown = 0;
  let noted: string[] = [];
  let inNote = false;
  for (const { line, number } of joined(text)) {
    const comment = commentOf(line);
    if (comment !== undefined && line.trimStart().startsWith('#')) {
      // Notes of the tools that lock stand below what they are about.
      inNote ||= /^via\b/.test(comment) && asked.length > 0;
      if (inNote) noted.push(...viaOf(comment));
      continue;
    }
    const body = withoutComment(line).trim();
    if (body === '') continue;
    inNote = false;
    const [, short, long, file = ''] = inclusion.exec(body) ?? [];
    if (file !== '') (short === 'r' || long === 'requirement' ? includes : constraints).push(unquoted(file));
    else {
      const wanted = askedBy(body);
      if (wanted === 'none') continue;
      if (wanted === undefined) {
        unknown++;
        problems.add(`line ${number} asks for nothing that is understood`);
      } else {
        inNote = comment !== undefined && /^via\b/.test(comment);
        noted = inNote ? viaOf(comment ?? '') : [];
        asked.push({ ...wanted, via: noted });
      }
    }
  }
  return { asked, includes, constraints, unknown };
}

function askedBy(body: string): Omit<AskedFor, 'via'> | 'none' | undefined {
  const [, checkout] = editable.exec(body) ?? [];
  if (checkout !== undefined) return fromPlace(checkout);
  if (option.test(body)) return 'none';
  const plain = body.replace(perRequirement, '');
  const read = readRequirement(plain);
  if (read === undefined) return fromPlace(plain);
  const { name, version, url } = read;
  if (url !== undefined) return { name, takenFrom: takenFromUrl(url) };
  return version === undefined ? { name } : { name, version };
}

/** A place instead of a name: `git+https://…#egg=NAME`, `./NAME-VERSION-py3-none-any.whl`. A folder of the project has no name here. */
function fromPlace(place: string): Omit<AskedFor, 'via'> | 'none' | undefined {
  const [, egg] = /[#&]egg=([A-Za-z0-9._-]+)/.exec(place) ?? [];
  if (egg !== undefined) return { name: egg, takenFrom: takenFromUrl(place) };
  const [, name, version] = /(?:^|\/)([A-Za-z0-9._]+)-(\d[^-\s/]*)-[^/\s]+\.whl(?:$|[#?\s;])/.exec(place) ?? [];
  if (name !== undefined && version !== undefined) return { name, version, takenFrom: takenFromUrl(place) };
  return /^(?:\.{0,2}\/|\.$|file:)/.test(place) ? 'none' : undefined;
}

/** Lines, those that end with backslashes together with the next, and nothing between (pip, `join_lines`). */
function* joined(text: string): Iterable<{ readonly line: string; readonly number: number }> {
  let open = '';
  let number = 0;
  for (const line of text.replace(/^\ufeff/, '').split(pipLineEnd)) {
    number++;
    const isComment = line.trimStart().startsWith('#');
    if (line.endsWith('\\') && !isComment) {
      open += line.replace(/^\\+|\\+$/g, '');
      continue;
    }
    // A comment stays one behind what goes on.
    yield { line: isComment && open !== '' ? `${open} ${line}` : open + line, number };
    open = '';
  }
  if (open !== '') yield { line: open, number };
}

/** A comment begins the line or stands behind a space. */
function commentStart(line: string): number {
  if (line.startsWith('#')) return 0;
  for (let at = line.indexOf('#'); at > 0; at = line.indexOf('#', at + 1)) if (/\s/.test(line[at - 1] ?? '')) return at;
  return -1;
}

function commentOf(line: string): string | undefined {
  const at = commentStart(line);
  return at < 0 ? undefined : line.slice(at + 1).trim();
}

function withoutComment(line: string): string {
  const at = commentStart(line);
  return at < 0 ? line : line.slice(0, at);
}

/** `via flask, jinja2`, `via -r requirements.in`, or a name alone below a `via`. */
function viaOf(comment: string): string[] {
  const plain = comment.replace(/^via\b\s*/, '');
  return plain === ''
    ? []
    : plain
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);
}

const unquoted = (text: string): string => text.trim().replace(/^(['"])(.*)\1$/, '$2');
