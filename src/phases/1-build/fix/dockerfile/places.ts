import type { Dockerfile, Instruction, Pair, Stage, TextEdit } from '../../../../foundations/formats/index.ts';
import { linesOf } from '../writer.ts';

const longestLine = 10_000;

/** The stages that the last one builds on, itself first: what an image of the file is made of. */
export function chainOf({ stages }: Dockerfile): readonly Stage[] {
  const chain: Stage[] = [];
  for (let at = stages.at(-1); at !== undefined; at = at.base) chain.push(at);
  return chain;
}

/** `$NAME` or `${NAME}`, and nothing else. */
export const variableIn = (word: string): string | undefined =>
  /^\$(?:\{(\w+)\}|(\w+))$/.exec(word)?.slice(1).find(Boolean);

/** How often a text asks for the value of a variable, in any form. */
export const usesOf = (text: string, name: string): number =>
  [...text.matchAll(/\$\{?(\w+)/g)].filter(([, one]) => one === name).length;

/** A text as part of a pattern. */
const literal = (text: string): string => text.replace(/[^\w]/gu, '\\$&');

/** Replaces a word in the lines of an instruction, wherever it stands for itself; comments stay. */
export function wordEdits(text: string, instruction: Instruction, word: string, by: string): readonly TextEdit[] {
  const pattern = new RegExp(`(?<![^\\s"'=])${literal(word)}(?![^\\s"';|&)\\\\])`, 'g');
  return within(text, instruction).flatMap(({ start, line }) =>
    [...line.matchAll(pattern)].map(
      ({ index }): TextEdit => ({ start: start + index, end: start + index + word.length, text: by }),
    ),
  );
}

/** Replaces the value of `NAME=VALUE` in an `ARG` or `ENV`. */
export function valueEdits(
  text: string,
  instruction: Instruction,
  { name, value = '' }: Pair,
  by: string,
): readonly TextEdit[] {
  const pattern = new RegExp(
    `(?<![^\\s])${literal(name)}[= ](["']?)${literal(value.replace(/^(["'])(.*)\1$/, '$2'))}\\1(?![^\\s])`,
    'g',
  );
  return within(text, instruction).flatMap(({ start, line }) =>
    [...line.matchAll(pattern)].map(({ 0: whole, 1: quote = '', index }): TextEdit => {
      const from = start + index + name.length + 1 + quote.length;
      return { start: from, end: start + index + whole.length - quote.length, text: by };
    }),
  );
}

const within = (text: string, { start: { line: first }, endLine }: Instruction) =>
  [...linesOf(text)].slice(first - 1, endLine).filter(({ line }) => line.length <= longestLine && !/^\s*#/.test(line));
