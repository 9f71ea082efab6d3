import type { SwitchFlag } from './flag.ts';

/** For commands that remove something. */
export const dryRun: SwitchFlag = {
  form: 'switch',
  name: 'dry-run',
  category: 'change',
  common: true,
  help: 'Say what would be done, and do nothing',
  details: 'The same look at the same things, without the last step. No question is asked.',
};

export const yes: SwitchFlag = {
  form: 'switch',
  name: 'yes',
  short: 'y',
  category: 'change',
  common: true,
  help: 'Do it without asking',
  details:
    'What cannot be undone is asked for on a terminal. Where there is nobody to ask (a pipe, a CI job) the command is refused unless this flag says so.',
};

export const write: SwitchFlag = {
  form: 'switch',
  name: 'write',
  category: 'change',
  common: true,
  help: 'Rewrite the files instead of showing what would be rewritten',
  details:
    'Each file whole or not at all. One that was changed since it was read, that is a link, or that lies outside of the project by way of one, is left as it is and told.',
};
