/** What the exit code of every command means. `docs/exit-codes.md` and `seaworthy help exit-codes` are made from it. */
export const exitCodes = {
  0: 'done, complete, and within policy',
  1: 'the tool could not do it',
  2: 'the command line or the configuration is not understood',
  3: 'a policy or the `--fail-on` threshold is broken',
  4: 'not trusted: signature or identity',
  5: 'incomplete: something could not be read, or a verdict not be reached (see below)',
  6: 'authentication refused',
  130: 'interrupted',
} as const satisfies Record<number, string>;

export type ExitCode = keyof typeof exitCodes;
