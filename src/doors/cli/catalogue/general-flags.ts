import { envName, type SwitchFlag, type ValueFlag } from './flag.ts';
import { looks, onlyFalse } from './project.ts';
import { choice, text } from './value-types.ts';

export const color = {
  form: 'value',
  name: 'color',
  category: 'general',
  type: choice('WHEN', ['auto', 'always', 'never']),
  default: 'auto',
  help: 'When to use colour: auto, always or never',
  details:
    '`auto` colours a terminal and nothing else, and heeds NO_COLOR, CLICOLOR_FORCE and TERM=dumb. Colour never carries a meaning that is not also there in words.',
  env: envName('color'),
  config: 'color',
  project: looks,
} as const satisfies ValueFlag<'auto' | 'always' | 'never'>;

export const quiet: SwitchFlag = {
  form: 'switch',
  name: 'quiet',
  short: 'q',
  category: 'general',
  help: 'No progress, no warnings; errors stay',
  details: 'Standard output and the exit code are the same with and without it.',
  env: envName('quiet'),
  config: 'quiet',
  project: onlyFalse,
};

export const verbose: SwitchFlag = {
  form: 'switch',
  name: 'verbose',
  short: 'v',
  category: 'general',
  help: 'Say on standard error what is being done',
  details: 'One line a step, with the time it began.',
  env: envName('verbose'),
  config: 'verbose',
  project: looks,
};

export const debug: SwitchFlag = {
  form: 'switch',
  name: 'debug',
  category: 'general',
  help: 'Show where in the program an error arose',
  details: 'For a report to us: prints the stack of an error and of what caused it.',
  env: envName('debug'),
};

export const logFormat = {
  form: 'value',
  name: 'log-format',
  category: 'general',
  type: choice('FORMAT', ['text', 'json']),
  default: 'text',
  help: 'Form of messages on standard error: text or json',
  details:
    'With `json` every message is one JSON object a line, with `level`, `message` and, for an error, `code`, `where`, `why` and `next`.',
  env: envName('log-format'),
  config: 'log-format',
  project: looks,
} as const satisfies ValueFlag<'text' | 'json'>;

export const config: ValueFlag<string> = {
  form: 'value',
  name: 'config',
  category: 'general',
  type: text('FILE|off', 'file'),
  negation: 'off',
  help: 'Read settings from this file only',
  details:
    'Takes the place of `seaworthy.yaml` in the working folder and of the user’s own file, and may set everything that these two may. `off` (or `--no-config`) reads no file.',
  defaultMeans: 'seaworthy.yaml here, then $XDG_CONFIG_HOME/seaworthy/seaworthy.yaml',
  env: envName('config'),
};

/** Shows where each setting comes from. */
export const origin: SwitchFlag = {
  form: 'switch',
  name: 'origin',
  category: 'output',
  common: true,
  help: 'Say where each value comes from',
  details: 'The flag, the environment variable, the line of the file, or the default.',
};
