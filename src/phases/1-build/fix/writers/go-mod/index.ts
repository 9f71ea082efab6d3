import type { TextEdit } from '../../../../../foundations/formats/index.ts';
import { extractorAsks } from '../../extractor-asks.ts';
import { linesOf, type Wish, type Writer, type Written, written } from '../../writer.ts';

interface Word {
  readonly text: string;
  readonly start: number;
}

interface Line {
  readonly verb: string;
  readonly words: readonly Word[];
}

const longestLine = 10_000;

/** The directives of a module file with the places of their words (go.dev, "Go Modules Reference"). */
function* directives(text: string): Iterable<Line> {
  let block: string | undefined;
  for (const { start, line } of linesOf(text)) {
    if (line.length > longestLine) continue;
    const slashes = line.indexOf('//');
    const code = slashes < 0 ? line : line.slice(0, slashes);
    const words = [...code.matchAll(/[^\s()"`]+|[()"`]/g)]
      .filter(([word]) => !/^["`]$/.test(word))
      .map((match): Word => ({ text: match[0], start: start + match.index }));
    const [first, second] = words;
    if (first === undefined) continue;
    if (first.text === ')') block = undefined;
    else if (second?.text === '(') block = words.length === 2 ? first.text : block;
    else if (block !== undefined) yield { verb: block, words };
    else yield { verb: first.text, words: words.slice(1) };
  }
}

const over = (word: Word, text: string): TextEdit => ({ start: word.start, end: word.start + word.text.length, text });

/** Module files of Go: what `require` asks for, what `replace` puts in its place, and the Go that it is built with. */
export const goMod: Writer = {
  id: 'go-mod',
  title: 'go.mod',
  type: 'golang',
  isFile: (path) => /(?:^|\/)go\.mod$/.test(path),
  afterwards: ({ name }) => (name === 'stdlib' ? undefined : 'go mod tidy'),
  asks: (texts, memo) => extractorAsks('go-mod', texts, memo),
  write(_path, text, wish) {
    const lines = [...directives(text)];
    return wish.name === 'stdlib' ? toolchain(lines, wish) : required(lines, wish);
  },
};

function required(lines: readonly Line[], { name, installed, to }: Wish): Written {
  const version = installed.endsWith('+incompatible') && !to.includes('+') ? `${to}+incompatible` : to;
  if (majorOf(name) !== undefined && !fitsPath(name, version))
    return { why: `${to} is another major version, which Go imports by another path: the sources must change` };
  const isExcluded = lines.some(
    ({ verb, words }) => verb === 'exclude' && words[0]?.text === name && words[1]?.text === version,
  );
  if (isExcluded) return { why: `${version} is excluded in it` };
  const edits = lines.flatMap(({ verb, words }): TextEdit[] => {
    const arrow = words.findIndex((word) => word.text === '=>');
    const [module, at] = verb === 'replace' ? words.slice(arrow + 1) : words;
    if (module?.text !== name || at?.text !== installed) return [];
    return verb === 'require' || (verb === 'replace' && arrow > 0) ? [over(at, version)] : [];
  });
  return written(edits, 'it does not name the module: another one asks for it');
}

/** A path says its major version from 2 on: `…/v2`, or `….v2` at gopkg.in. */
const majorOf = (name: string): string => /[/.]v(\d+)$/.exec(name)?.[1] ?? '';

function fitsPath(name: string, version: string): boolean {
  const major = /^v(\d+)\./.exec(version)?.[1];
  const said = majorOf(name);
  if (said !== '') return major === said;
  return major === '0' || major === '1' || version.endsWith('+incompatible');
}

/** The Go of `toolchain`, else of `go`. */
function toolchain(lines: readonly Line[], { installed, to }: Wish): Written {
  const [was, by] = [installed, to].map((one) => one.replace(/^v/, '')) as [string, string];
  for (const [verb, mark] of [
    ['toolchain', 'go'],
    ['go', ''],
  ] as const) {
    const word = lines.find((line) => line.verb === verb)?.words[0];
    if (word?.text === `${mark}${was}`) return { edits: [over(word, `${mark}${by}`)] };
  }
  return { why: 'it does not say with which Go it is built' };
}
