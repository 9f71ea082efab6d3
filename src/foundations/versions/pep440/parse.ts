import { digitsEnd, isDigitAt, isLetterCode } from '../digits.ts';

/** A version of PEP 440, in lower case, with its parts as texts so that numbers of any length are exact. */
export interface Pep440Version {
  /** Digits; empty when the version has no epoch. */
  readonly epoch: string;
  /** The numbers of the release without zeros at its end. */
  readonly release: readonly string[];
  /** `a`, `b` or `rc` with its number (digits, empty for none). */
  readonly pre: { readonly letter: string; readonly number: string } | undefined;
  /** Digits; empty for a post-release without number, undefined when it is none. */
  readonly post: string | undefined;
  readonly dev: string | undefined;
  /** Segments of the local version. */
  readonly local: readonly string[] | undefined;
}

/** Words for one thing, the longer before those that they begin with (PEP 440, "Normalization"). */
const preWords = ['alpha', 'a', 'beta', 'b', 'preview', 'pre', 'c', 'rc'];
const postWords = ['post', 'rev', 'r'];
const devWords = ['dev'];
const letters: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', preview: 'rc', pre: 'rc', c: 'rc' };

function isSeparatorAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 45 || code === 46 || code === 95;
}

/** Reads a PEP 440 version from left to right; the grammar needs no second try (PEP 440, appendix B). */
class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  digits(): string {
    const from = this.at;
    this.at = digitsEnd(this.text, from);
    return this.text.slice(from, this.at);
  }

  /** `[separator] word [separator] [digits]`; nothing is read when no word is there. */
  wordAndNumber(words: readonly string[]): { readonly word: string; readonly number: string } | undefined {
    const start = isSeparatorAt(this.text, this.at) ? this.at + 1 : this.at;
    const word = words.find((candidate) => this.text.startsWith(candidate, start));
    if (word === undefined) return undefined;
    this.at = start + word.length;
    if (isSeparatorAt(this.text, this.at)) this.at += 1;
    return { word, number: this.digits() };
  }

  release(): readonly string[] {
    const numbers = [this.digits()];
    while (this.text.charAt(this.at) === '.' && isDigitAt(this.text, this.at + 1)) {
      this.at += 1;
      numbers.push(this.digits());
    }
    while (numbers.length > 0 && isZero(numbers[numbers.length - 1] ?? '')) numbers.pop();
    return numbers;
  }

  /** `-N`, or a word for post-release. */
  post(): string | undefined {
    if (this.text.charAt(this.at) === '-' && isDigitAt(this.text, this.at + 1)) {
      this.at += 1;
      return this.digits();
    }
    return this.wordAndNumber(postWords)?.number;
  }

  /** Segments behind `+`; false when what is there is not a local version. */
  local(): readonly string[] | undefined | false {
    if (this.text.charAt(this.at) !== '+') return undefined;
    const segments: string[] = [];
    do {
      this.at += 1;
      const from = this.at;
      while (isDigitAt(this.text, this.at) || isLetterCode(this.text.charCodeAt(this.at))) this.at += 1;
      if (this.at === from) return false;
      segments.push(this.text.slice(from, this.at));
    } while (isSeparatorAt(this.text, this.at));
    return segments;
  }
}

function isZero(digits: string): boolean {
  for (let at = 0; at < digits.length; at += 1) if (digits.charCodeAt(at) !== 48) return false;
  return true;
}

/** The parts of a version of PEP 440; undefined when the text is none. */
export function parsePep440(version: string): Pep440Version | undefined {
  const reader = new Reader(version.trim().toLowerCase());
  if (reader.text.charAt(0) === 'v') reader.at = 1;
  if (!isDigitAt(reader.text, reader.at)) return undefined;
  const begin = reader.at;
  let epoch = reader.digits();
  if (reader.text.charAt(reader.at) === '!') {
    reader.at += 1;
    if (!isDigitAt(reader.text, reader.at)) return undefined;
  } else {
    reader.at = begin;
    epoch = '';
  }
  const release = reader.release();
  const pre = reader.wordAndNumber(preWords);
  const post = reader.post();
  const dev = reader.wordAndNumber(devWords)?.number;
  const local = reader.local();
  if (local === false || reader.at !== reader.text.length) return undefined;
  return {
    epoch,
    release,
    pre: pre === undefined ? undefined : { letter: letters[pre.word] ?? pre.word, number: pre.number },
    post,
    dev,
    local,
  };
}
