import { expandWord, type Instruction, type Pair } from '../../../../foundations/formats/index.ts';
import type { Breach } from './check.ts';
import type { PlacedCommand } from './scripts.ts';
import type { DockerfileView } from './view.ts';

const none: ReadonlyMap<string, string> = new Map();

/** A word without quotes and escapes; variables without value become empty. As written when it is not well formed. */
export function plain(raw: string): string {
  const expanded = expandWord(raw, none);
  return 'value' in expanded ? expanded.value : raw;
}

/** Characters of a text that a breach tells; what the report shows is shorter. */
const longestExcerpt = 4096;

/** The beginning of a long text, in whole words: half a token would not be recognised as one any more when secrets are masked. */
export function excerpt(text: string): string {
  return text.length > longestExcerpt ? text.slice(0, longestExcerpt).replace(/\S{0,4096}$/, '…') : text;
}

const credential = /((?:pass(?:word|wd)?|pwd|secret|token|api_?key|auth\w*)\w{0,20}\s{0,2}[=:]\s{0,2})\S+/gi;
const userInAddress = /:\/\/[^\s/@]{1,200}@/g;

/** The command as a person would recognise it, without what looks like a credential: a report travels further than the file. */
export function commandText(command: PlacedCommand): string {
  const words = command.args.map((argument, index) =>
    /^(?:-u|--user|-p|--password|--token)$/.test(command.args[index - 1] ?? '') ? '…' : argument,
  );
  return excerpt([command.program, ...words].join(' ').replace(credential, '$1…').replace(userInAddress, '://…@'));
}

/** Whether one of the options is given: `--long`, `--long=…`, or a letter `-y`, alone or among others (`-qy`). */
export function hasOption(command: PlacedCommand, ...options: readonly string[]): boolean {
  return command.args.some((argument) =>
    options.some((option) => {
      if (argument === option || argument.startsWith(`${option}=`)) return true;
      return /^-[A-Za-z]$/.test(option) && /^-[A-Za-z]+$/.test(argument) && argument.includes(option.slice(1));
    }),
  );
}

/** The ports of an `EXPOSE` that are known; a variable may hold several. */
export function* exposedBy(
  view: DockerfileView,
  instruction: Instruction,
): Iterable<{ readonly text: string; readonly at: Breach['at'] }> {
  for (const { words, at, isKnown } of view.valuesOf(instruction)) {
    if (isKnown) for (const text of words) yield { text, at };
  }
}

/** A variable that is set somewhere: by `ENV`, `ARG`, or before a command of a `RUN`. */
export interface VariableSetting {
  readonly instruction: Instruction;
  readonly name: string;
  readonly value: string;
  readonly at: Breach['at'];
}

/** Every variable that gets a value in the file, also from a command that a container of the image runs. */
export function* settings(view: DockerfileView): Iterable<VariableSetting> {
  for (const instruction of view.of('ENV', 'ARG')) {
    const values = view.valuesOf(instruction);
    for (const [index, { name, value, at }] of valued(instruction).entries()) {
      // An ARG without default sets nothing, unless the build is given a value.
      const known = instruction.pairs[index]?.value === undefined ? undefined : values[index]?.text;
      if (value !== undefined) yield { instruction, name, value: known ?? plain(value), at };
    }
  }
  for (const command of view.everywhere()) {
    for (const { name, value, offset } of command.assignments) {
      yield { instruction: command.instruction, name, value, at: command.placeOf(offset) };
    }
  }
}

/** The pairs of an instruction; `ARG NAME value`, which sets nothing but shows what was meant, is read as `ENV NAME value` is. */
function valued(instruction: Instruction): readonly Pair[] {
  const [first, second] = instruction.pairs;
  if (instruction.keyword === 'ARG' && instruction.pairs.length === 2 && first && second) {
    if (first.value === undefined && second.value === undefined) return [{ ...first, value: second.name }];
  }
  return instruction.pairs;
}

/** Breaches of a check that forbids a value of a variable. */
export function* forbiddenSetting(
  view: DockerfileView,
  names: RegExp,
  isForbidden: (value: string) => boolean,
  expected: string,
): Iterable<Breach> {
  for (const { name, value, at } of settings(view)) {
    if (names.test(name) && isForbidden(value)) yield { at, observed: excerpt(`${name}=${value}`), expected };
  }
}

/** Addresses of the machine itself. */
const ofItself = /^(?:[a-z]+:\/\/)?(?:[^/@\s]*@)?(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)(?:[:/?]|$)/i;

/** Whether the command speaks to nobody but its own machine, as far as its words say: a health check that asks the server beside it. */
export function staysHome({ args }: PlacedCommand): boolean {
  const addresses = args.filter((argument) => argument.includes('://') || ofItself.test(argument));
  return addresses.length > 0 && addresses.every((address) => ofItself.test(address));
}

/**
 * Breaches of a check that forbids an option of some programs, where they build the image and where a container runs them. What a container asks of itself
 * is nobody's to answer in its place.
 */
export function* forbiddenOption(
  view: DockerfileView,
  programs: readonly (string | RegExp)[],
  options: readonly string[],
  expected: string,
): Iterable<Breach> {
  for (const command of view.everywhere(...programs)) {
    if (command.instruction.keyword !== 'RUN' && staysHome(command)) continue;
    if (hasOption(command, ...options)) yield { at: command.at, observed: commandText(command), expected };
  }
}

/**
 * What a command gives a key of its configuration: the word behind it (`config set strict-ssl false`), or that after its equals sign
 * (`-c http.sslVerify=false`, `--config=http.sslVerify=false`). `key` matches the whole key.
 */
export function* givenValues(command: PlacedCommand, key: RegExp): Iterable<string> {
  for (const [index, written] of command.args.entries()) {
    const argument = written.replace(/^--config=/, '');
    const equals = argument.indexOf('=');
    const [name, value] =
      equals < 0 ? [argument, command.args[index + 1]] : [argument.slice(0, equals), argument.slice(equals + 1)];
    if (value !== undefined && key.test(name)) yield value;
  }
}
