import type { Severity } from '../../../core/index.ts';
import { base64Texts, type WrappedText } from './base64-texts.ts';
import type { SecretDetector, SecretForm } from './detector.ts';
import { secretDetectors } from './detectors/index.ts';
import { isSamplePath } from './eligible.ts';
import { KeywordScan } from './keyword-scan.ts';
import { isPublished } from './published-values.ts';
import { standsInBase64 } from './surroundings.ts';

/** Values of one text that are listed; more are told. */
export const maxFound = 200;
/** Places that one text may have tried; one made of keywords is left there and told. */
const maxTries = 200_000;
/** How often one text may be wrapped in base64: a login of a registry, in a configuration, in a Secret. */
const maxWrappings = 3;

/** A secret in a text, with its value: what is made of it decides what leaves this room. */
export interface FoundSecret {
  readonly detector: SecretDetector;
  readonly severity: Severity;
  /** The value itself. */
  readonly secret: string;
  /** The same as it stands in the text: in base64 where it is wrapped. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
  readonly notes: readonly string[];
}

/** What one text held. */
export interface FoundSecrets {
  /** In the order of the text, no two over one another. */
  readonly found: readonly FoundSecret[];
  /** There were more places than are tried. */
  readonly tooMany: boolean;
}

let ofAll: SecretFinder | undefined;

/** The one that looks for every secret there is a detector for. Made when it is first asked for, because that costs some milliseconds. */
export function finderOfAll(): SecretFinder {
  ofAll ??= new SecretFinder(secretDetectors);
  return ofAll;
}

/** Looks for the secrets of `detectors`. Making one costs some milliseconds, so make it once. */
export class SecretFinder {
  readonly #entries: readonly Entry[];
  readonly #ofWholeFiles: readonly Entry[];
  readonly #keywords: KeywordScan;

  constructor(detectors: readonly SecretDetector[]) {
    const entries = detectors.flatMap((detector, order) =>
      [detector, ...(detector.forms ?? [])].flatMap((form) =>
        form.keywords.map((text) => ({ text, anyCase: form.anyCase, detector, form, order })),
      ),
    );
    this.#entries = entries;
    this.#ofWholeFiles = entries.filter(
      ({ form }, at) => form.wholeFile !== undefined && form !== entries[at - 1]?.form,
    );
    this.#keywords = new KeywordScan(entries);
  }

  /** Offsets are those of bytes, and values hold one character a byte. */
  find(path: string, given: Uint8Array): FoundSecrets {
    const bytes = plainView(given);
    const search: Search = { path, matches: [], tries: 0 };
    const add = (match: Match): void => void search.matches.push(match);
    for (const entry of this.#ofWholeFiles) {
      const match = isNamed(path, entry.form.wholeFile) ? matchAt(entry, latin1(bytes), 0, path) : undefined;
      if (match !== undefined) add(match);
    }
    this.#search(search, bytes, 0, add);
    return { found: withoutOverlap(search.matches), tooMany: isTooMuch(search) };
  }

  #search(search: Search, bytes: Uint8Array, depth: number, add: (match: Match) => void): void {
    // One character a byte, so that offsets in text and bytes are the same; made only when a keyword is there.
    let text: string | undefined;
    this.#keywords.scan(bytes, (keyword, offset) => {
      const entry = this.#entries[keyword];
      // The middle of a word is no try: a program in base64 is full of any three letters.
      if (entry === undefined || isInsideWord(entry.form, bytes, offset)) return;
      search.tries += 1;
      if (isTooMuch(search)) return;
      text ??= latin1(bytes);
      const match = matchAt(entry, text, offset, search.path);
      if (match !== undefined) add(match);
    });
    if (depth === maxWrappings) return;
    for (const wrapped of base64Texts(bytes)) {
      this.#search(search, plainView(wrapped.bytes), depth + 1, (match) =>
        add(asWritten(match, wrapped.placeOf, bytes)),
      );
    }
  }
}

/** V8 looks at each byte faster where it is always of the same class, and a Buffer is another one (there are two kinds of them, too). */
const plainView = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** Whether a form that begins with its keyword stands inside a word, where it is none. */
function isInsideWord({ insideWord, lead = 0 }: SecretForm, bytes: Uint8Array, offset: number): boolean {
  if (insideWord || lead > 0 || offset === 0) return false;
  const before = latin1(bytes.subarray(Math.max(0, offset - 2), offset));
  return wordCharacter.test(before.at(-1) ?? '') && !isEscape(before, before.length);
}

const isNamed = (path: string, name = ''): boolean => path === name || path.endsWith(`/${name}`);

interface Entry {
  readonly detector: SecretDetector;
  readonly form: SecretForm;
  readonly order: number;
}

/** What a search has come to, with all that is wrapped in its text. */
interface Search {
  readonly path: string;
  readonly matches: Match[];
  tries: number;
}

const isTooMuch = ({ tries, matches }: Search): boolean => tries > maxTries || matches.length > maxFound * 4;

const wrappedNote = 'It is written in base64.';

/** A match of a wrapped text, at its place in the text around it. */
function asWritten(match: Match, placeOf: WrappedText['placeOf'], outer: Uint8Array): Match {
  const place = placeOf(match.start, match.end);
  const notes = match.notes.includes(wrappedNote) ? match.notes : [...match.notes, wrappedNote];
  return { ...match, ...place, written: latin1(outer.subarray(place.start, place.end)), notes };
}

/** A secret that was found, and which detector counts where several find the same: the one of the lowest order. */
interface Match extends FoundSecret {
  readonly order: number;
}

const wordCharacter = /\w/;

function matchAt({ detector, form, order }: Entry, text: string, offset: number, path: string): Match | undefined {
  const { pattern, insideWord } = form;
  const from = Math.max(0, offset - (form.lead ?? 0));
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (found === null) return undefined;
  if (!insideWord && from > 0 && wordCharacter.test(text[from - 1] ?? '') && !isEscape(text, from)) return undefined;
  if (!insideWord && standsInBase64(text, from, pattern.lastIndex)) return undefined;
  const groups = found.groups ?? {};
  const secret = groups.secret ?? groups.bare ?? found[0];
  if (isPublished(secret)) return undefined;
  const verdict = detector.judge(secret, { path, groups });
  if (verdict === undefined) return undefined;
  const start = from + found[0].lastIndexOf(secret);
  const isSample = isSamplePath(path);
  const severity = verdict.severity ?? detector.severity;
  return {
    detector,
    order,
    secret,
    written: secret,
    start,
    end: start + secret.length,
    severity: isSample && severity !== 'negligible' ? 'low' : severity,
    notes: [...(verdict.notes ?? []), ...(isSample ? ['The file lies among tests, examples or documentation.'] : [])],
  };
}

/** Whether the letter before is that of an escape: `\nghp_…` in a JSON text. */
function isEscape(text: string, from: number): boolean {
  return /[nrt]/.test(text[from - 1] ?? '') && text[from - 2] === '\\';
}

/** Matches by place, of those that overlap only the one whose detector stands first. */
export function withoutOverlap(matches: readonly Match[]): readonly Match[] {
  const byRank = matches.toSorted((a, b) => a.order - b.order || a.start - b.start);
  const kept: Match[] = [];
  for (const match of byRank) {
    if (!kept.some((other) => match.start < other.end && other.start < match.end)) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}
