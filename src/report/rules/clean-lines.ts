import { printable } from '../../core/index.ts';

/** Text of several lines, each without what could steer a terminal; what stands under something stays there. */
export const cleanLines = (text: string): readonly string[] =>
  text.split('\n').map((line) => `${/^ */.exec(line)?.[0] ?? ''}${printable(line)}`);
