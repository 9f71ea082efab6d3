import type { ImageConfig } from '../../../../foundations/images/index.ts';

/** One step of an image's history, as the instruction that it came from. */
export interface BuildStep {
  /** `history/N`, N from 1. */
  readonly entry: string;
  /** In capitals: `RUN`; that too where nothing else can be made of it. */
  readonly keyword: string;
  /** What follows the keyword; of a RUN the script itself, line feeds kept. */
  readonly text: string;
  /** Build arguments that were given to a RUN, or the values of an ARG or ENV; none without a value. */
  readonly pairs: readonly { readonly name: string; readonly value: string }[];
  /** Number of the layer that it made, from 0; absent where it made none, or where steps and layers do not fit. */
  readonly layer?: number;
}

/** What the classic builder and buildah write before an instruction that runs nothing. */
const nop = /^\S{1,200}(?: -\S{1,100})* #\(nop\) {1,3}/;
const keyword =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)(?=[\s[]|$)\s*/;
/** A shell that is handed a script: `/bin/sh -c `, `/bin/bash -o pipefail -eux -c `. */
const shell =
  /(?:\/[\w.-]{1,50}){0,6}\/?(?:ba|a|da|k|mk|z)?sh(?:\s{1,3}(?:-[a-zA-Z]{1,20}|[-+]o\s{1,3}[a-z]{1,20}|pipefail)){0,8}\s{1,3}-[a-zA-Z]{0,10}c\s{1,3}/y;
const shellAnywhere = new RegExp(`\\s${shell.source}`, 'g');
/** Some builders write options of RUN before what is run. */
const runOptions = /^(?:--[a-z]{1,20}=\S{1,1000}\s{1,3}){1,20}/;
/** What builders add behind. */
const behind = /\s{1,3}# (?:buildkit|docker-squash)$/;
const pair = /(?:^|\s)([A-Za-z_][\w.-]{0,200})=/g;
/** A step is bounded by its configuration; what is longer than any script is not looked for arguments. */
const longestArguments = 64 * 1024;

/** Every step, those of the base among them. */
export function buildSteps(history: ImageConfig['history'], layers: number | undefined): readonly BuildStep[] {
  const fits = history.filter(({ empty }) => !empty).length === layers;
  let made = 0;
  return history.map(({ createdBy, lines, empty }, index) => {
    const layer = empty || !fits ? {} : { layer: made };
    if (!empty) made++;
    return { entry: `history/${index + 1}`, ...readStep((lines ?? createdBy).trim()), ...layer };
  });
}

function readStep(written: string): Pick<BuildStep, 'keyword' | 'text' | 'pairs'> {
  const marked = nop.exec(written);
  const bare = written.slice(marked?.[0].length ?? 0).replace(behind, '');
  const [whole = '', name = 'RUN'] = keyword.exec(bare) ?? [];
  const rest = bare.slice(whole.length).trim();
  if (name === 'RUN') return { keyword: name, ...readRun(rest.replace(runOptions, '')) };
  const hasPairs = name === 'ENV' || name === 'ARG';
  return { keyword: name, text: rest, pairs: hasPairs ? pairsOf(rest) : [] };
}

/** `|2 NAME=value OTHER=a b /bin/sh -c SCRIPT`: builders write arguments before the shell, without quotes. */
function readRun(text: string): Pick<BuildStep, 'text' | 'pairs'> {
  const [given = ''] = /^\|\d{1,4}\s/.exec(text) ?? [];
  if (given === '') return { text: withoutShell(text), pairs: [] };
  const from = text.slice(given.length);
  const many = Number(given.slice(1));
  const head = from.slice(0, longestArguments);
  // One argument at least stands before the shell, so that its own first word may be one.
  const last = many === 0 ? 0 : ([...head.matchAll(pair)][many - 1]?.index ?? 0);
  const starts = [...` ${head}`.matchAll(shellAnywhere)].map(({ index }) => index).filter((index) => index >= last);
  const [start] = starts;
  if (start === undefined) return { text: from, pairs: pairsOf(from.split(/\s/, many).join(' ')) };
  // The value of the last argument may be a command of a shell itself: then the script begins at a later one. Both are judged, up to where no such value goes on.
  const end = start + from.slice(start, longestArguments).search(/[\n;|&"'`#()]|$/);
  const others = starts.slice(1).filter((other) => other <= end);
  const scripts = others.map((other, index) => withoutShell(from.slice(other, others[index + 1]).trimStart()));
  return {
    text: [withoutShell(from.slice(start).trimStart()), ...scripts].join('\n'),
    pairs: pairsOf(from.slice(0, start)),
  };
}

function withoutShell(text: string): string {
  shell.lastIndex = 0;
  const found = shell.exec(text);
  return found === null ? text : text.slice(found[0].length);
}

/** Values are written without quotes: one goes on until the next `NAME=`. */
function pairsOf(text: string): BuildStep['pairs'] {
  const found = [...text.slice(0, longestArguments).matchAll(pair)];
  return found.flatMap((match, index) => {
    const value = text.slice(match.index + match[0].length, found[index + 1]?.index).trim();
    return value === '' || match[1] === undefined ? [] : [{ name: match[1], value }];
  });
}
