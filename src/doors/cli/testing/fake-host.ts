import {
  type Coverage,
  emptyCoverage,
  type Finding,
  type Problem,
  phases,
  type Report,
  reportSchemaVersion,
  SeaworthyError,
  type Voyage,
  voyageSchemaVersion,
} from '../../../core/index.ts';
import { type Session, type Settings, settingsOf } from '../../../flows/index.ts';
import * as reports from '../../../report/index.ts';
import type { Flows, Host } from '../host.ts';

/** What a command line did to the world. */
export interface FakeHost extends Host {
  readonly printed: () => string;
  readonly said: () => string;
  /** Settings of the last flow that was called. */
  readonly settings: () => Settings | undefined;
}

export interface FakeOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly workingFolder?: string;
  readonly report?: Report;
  readonly flows?: Partial<Flows>;
  readonly signal?: AbortSignal;
  readonly isTerminal?: boolean;
  /** After as many lines whoever reads them goes away. */
  readonly readsLines?: number;
  readonly columns?: number;
  /** What the person answers, one after the other. */
  readonly answers?: readonly string[];
  /** What comes in on standard input. */
  readonly piped?: string;
}

/** A voyage of which nothing is known yet. */
const emptyVoyage: Voyage = {
  schemaVersion: voyageSchemaVersion,
  tool: { name: 'seaworthy', version: '1.2.3' },
  created: '2026-11-24T00:00:00.000Z',
  subject: `sha256:${'0'.repeat(64)}`,
  names: ['image'],
  others: [],
  integrity: { ok: true, checked: 0, problems: [], more: 0 },
  phases: phases.map((phase) => ({ phase, events: [] })),
  unplaced: [],
  untold: 0,
  open: [],
};

/** A host that keeps what is written, with flows that give a report made here. */
export function fakeHost(options: FakeOptions = {}): FakeHost {
  const answers = [...(options.answers ?? [])];
  const printed: string[] = [];
  const said: string[] = [];
  let settings: Settings | undefined;
  const report = options.report ?? sampleReport([]);
  const keep = (given: Settings | Session): void => {
    settings = settingsOf(given);
  };
  const flows: Partial<Flows> = {
    exceptionFilesIn: async () => [],
    scan: async (_target, given) => {
      keep(given);
      return report;
    },
    reportOn: async (_target, given) => {
      keep(given);
      return report;
    },
    sbom: async (_target, given) => {
      keep(given);
      return report;
    },
    findFinding: (from, wanted) => {
      const found = from.findings.filter(({ id }) => id === wanted);
      if (found.length === 0) throw new SeaworthyError('E_NO_FINDING', `no finding ${wanted}`);
      return found;
    },
    enabledFeeds: () => [
      {
        id: 'alpine',
        title: 'Alpine',
        base: 'https://alpine.example/',
        setting: 'alpine',
        publisher: 'Alpine',
        licence: 'MIT',
        limits: { bytes: 1, inflatedBytes: 1, records: 1 },
      },
    ],
    listExtractors: () => [
      { id: 'npm', title: 'Node packages in node_modules' },
      { id: 'npm-lock', title: 'Lock files of npm', evidence: 'declared' },
    ],
    updateDatabase: async () => [],
    databaseStatus: async () => [],
    searchDatabase: async () => [],
    tour: async (given, _folder, say) => {
      keep(given);
      say('1. A step');
      return { report, voyage: emptyVoyage };
    },
    ...options.flows,
  };
  // A flow that the test did not hand in fails when it is called, and says which. `then` is asked of everything that a promise is resolved with.
  const complete = new Proxy(flows, {
    get: (made, name) =>
      Reflect.get(made, name) ??
      (name === 'then' ? undefined : () => Promise.reject(new Error(`no fake of the flow ${String(name)}`))),
  }) as Flows;
  const stream = (to: string[], isTerminal: boolean) => ({
    isTerminal,
    get isGone() {
      return to.length > (options.readsLines ?? Number.POSITIVE_INFINITY);
    },
    columns: options.columns ?? 80,
    write: async (text: string) => {
      to.push(text);
    },
  });
  return {
    env: options.env ?? {},
    workingFolder: options.workingFolder ?? '/nowhere/work',
    home: '/nowhere/home',
    runFolder: '/nowhere/run',
    packageFolder: '/nowhere/package/',
    architecture: 'x64',
    out: stream(printed, options.isTerminal ?? false),
    err: stream(said, options.isTerminal ?? false),
    input: {
      isTerminal: options.isTerminal ?? false,
      line: async () => answers.shift(),
      secret: async () => answers.shift(),
      all: async () => Buffer.from(options.piped ?? ''),
      chunks: async function* () {
        yield Buffer.from(options.piped ?? '');
      },
    },
    version: '1.2.3',
    signal: options.signal ?? new AbortController().signal,
    onSignal: () => () => {},
    userChange: async (user) => () => void said.push(`now ${user}\n`),
    goFirst: () => {},
    useLittleMemory: () => {},
    compileLate: () => {},
    stayLittle: () => {},
    flows: async () => complete,
    servers: () => import('../../server/index.ts'),
    reports: async () => reports,
    printed: () => printed.join(''),
    said: () => said.join(''),
    settings: () => settings,
  };
}

export function sampleReport(findings: readonly Finding[], coverage: Partial<Coverage> = {}): Report {
  return {
    schemaVersion: reportSchemaVersion,
    tool: { name: 'seaworthy', version: '1.2.3' },
    created: '2026-01-02T03:04:05.000Z',
    subject: { kind: 'files', name: 'rootfs', content: 'directory', path: 'rootfs' },
    layers: [],
    packages: [],
    findings,
    coverage: { ...emptyCoverage, ...coverage },
  };
}

/** Something that could not be read. */
export const missed: Problem = {
  code: 'E_FORMAT',
  message: 'not a database',
  where: 'lib/apk/db/installed',
  part: 'apk',
  incomplete: true,
};
