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
