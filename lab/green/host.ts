import type { Host } from '../../src/doors/cli/index.ts';
import type { Ran } from './ran.ts';

/** The world of one command line: its folder, environment and standard input. */
export interface HostOptions {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly piped: Uint8Array;
}

/** A host over the real flows, in this process; what is written is kept. */
export function keepingHost({ folder, env, piped }: HostOptions): { readonly host: Host; ended(code: number): Ran } {
  const [out, err]: [string[], string[]] = [[], []];
  const stream = (to: string[]) => ({
    isTerminal: false,
    isGone: false,
    columns: 80,
    write: async (text: string) => {
      to.push(text);
    },
  });
  const nobody = async () => undefined;
  const host: Host = {
    env,
    workingFolder: folder,
    home: folder,
    runFolder: '/nowhere/run',
    packageFolder: `${folder}/`,
    architecture: 'x64',
    out: stream(out),
    err: stream(err),
    input: {
      isTerminal: false,
      line: nobody,
      secret: nobody,
      all: async () => piped,
      chunks: async function* () {
        yield piped;
      },
    },
    version: '0.0.0-lab',
    signal: new AbortController().signal,
    goFirst: () => {},
    useLittleMemory: () => {},
    compileLate: () => {},
    stayLittle: () => {},
    onSignal: () => () => {},
    userChange: async () => () => {},
    flows: () => import('../../src/flows/index.ts'),
    servers: () => import('../../src/doors/server/index.ts'),
    reports: () => import('../../src/report/index.ts'),
  };
  return { host, ended: (code) => ({ code, out: out.join(''), err: err.join('') }) };
}
