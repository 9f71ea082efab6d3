/**
 * Code points that take two columns: the blocks whose East_Asian_Width is Wide or Fullwidth (Unicode Standard Annex 11), as ranges. Emoji are
 * found by their property instead.
 */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

// Where they are asked for, because making them means working out these properties.
const isEmoji = (grapheme: string): boolean => /\p{Emoji_Presentation}|\ufe0f/u.test(grapheme);
const isZeroWidth = (character: string): boolean => /^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character);

/** Latin, punctuation, arrows, mathematics, boxes, and the marks that we set ourselves: each is one character of one column, whatever stands beside it. */
const simple = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc\u2713\u2717]*$/;

let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as one character each. */
function graphemes(text: string): readonly string[] {
  if (simple.test(text)) return [...text];
  // Made when it is needed, which is seldom: it takes longer than many a command.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function graphemeWidth(grapheme: string): number {
  if (isEmoji(grapheme)) return 2;
  const code = grapheme.codePointAt(0) ?? 0;
  if (isZeroWidth(String.fromCodePoint(code))) return 0;
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Columns that a text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  if (simple.test(text)) return text.length;
  let width = 0;
  for (const segment of graphemes(text)) width += graphemeWidth(segment);
  return width;
}

/** The text, cut to at most `width` columns with `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return '';
  let used = 0;
  let kept = '';
  for (const segment of graphemes(text)) {
    const next = graphemeWidth(segment);
    if (used + next > width - 1) break;
    used += next;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** As `cut`, but what is kept is the end: the tag of a reference, the last folders of a path. */
export function cutStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return '';
  let used = 0;
  let kept = '';
  for (const segment of graphemes(text).toReversed()) {
    const next = graphemeWidth(segment);
    if (used + next > width - 1) break;
    used += next;
    kept = segment + kept;
  }
  return `…${kept.trimStart()}`;
}

/** The text cut to `width` and filled up with spaces to it. */
export function fit(text: string, width: number): string {
  const short = cut(text, width);
  return short + ' '.repeat(Math.max(0, width - displayWidth(short)));
}

/** The text on lines of at most `width` columns, broken between words; a word that is longer than a line is broken inside. */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(1, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, room))) {
    if (line === '') line = word;
    else if (displayWidth(line) + 1 + displayWidth(word) <= room) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

function pieces(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  let used = 0;
  for (const segment of graphemes(word)) {
    const next = graphemeWidth(segment);
    if (used + next > width && piece !== '') {
      found.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += next;
  }
  return piece === '' ? found : [...found, piece];
}
