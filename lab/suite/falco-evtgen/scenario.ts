import { type Case, listOf, textOf } from '../cases.ts';

/** What one case does, as words for the program of scenarios (`scenario.c`). */
export interface Scenario {
  readonly inContainer: boolean;
  /** Name of the file of the process that acts. */
  readonly program: string;
  readonly argv0: string;
  readonly args: readonly string[];
  /** What the process does, as variables. */
  readonly acts: Readonly<Record<string, string>>;
  /** Addresses that must be reachable, and answer nobody outside. */
  readonly addresses: readonly string[];
  /** It waits before it acts: several such may do so at once. */
  readonly waits: boolean;
}

/** What must come of a case. */
export interface Expected {
  readonly rule: string;
  readonly source: string;
  readonly priority: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const objectIn = (found: Case, key: string): Case | undefined => {
  const value = found[key];
  return typeof value === 'object' && value !== null ? (value as Case) : undefined;
};

const optionalText = (found: Case | undefined, key: string): string | undefined =>
  found?.[key] === undefined ? undefined : textOf(found, key);

/** The arguments of a step by their names; what is no text or number is not understood. */
function call(step: Case): Readonly<Record<string, string>> {
  const args = objectIn(step, 'args') ?? {};
  const name = textOf(step, 'syscall');
  switch (name) {
    case 'symlink':
    case 'symlinkat':
      return { CALL: name, FROM: textOf(args, 'target'), TO: textOf(args, 'linkPath') };
    case 'openat':
      if (args.flags !== 'O_RDONLY') throw new Error(`flags of openat that the runner does not know: ${args.flags}`);
      return { CALL: name, FROM: textOf(args, 'pathname') };
    case 'dup2':
    case 'dup3':
      if (!/^\$\{ \w+\.client\.fd \}$/.test(textOf(args, 'oldFd'))) throw new Error(`not a client: ${args.oldFd}`);
      return { CALL: name, TO: String(args.newFd) };
    default:
      throw new Error(`a system call that the runner does not know: ${name}`);
  }
}

function server(resource: Case): readonly [variable: string, host: string] {
  const family = { tcp4: 4, tcp6: 6 }[textOf(resource, 'l4Proto')];
  const [, host, port] = /^\[?([^\]]+)\]?:(\d+)$/.exec(textOf(resource, 'address')) ?? [];
  if (family === undefined || host === undefined) throw new Error('a server that the runner does not know');
  return [`${family} ${host} ${port}`, host];
}

/** Reads a case. Throws when it asks for something that the runner cannot do: then it is not judged. */
export function scenarioOf(found: Case): { readonly scenario: Scenario; readonly expected: Expected } {
  const context = objectIn(found, 'context') ?? {};
  const processes = listOf(context, 'processes');
  const steps = listOf(found, 'steps');
  if (processes.length > 1 || steps.length > 1) throw new Error('more than one process or step');
  const acts: Record<string, string> = {};
  const addresses: string[] = [];
  const before = optionalText(found, 'before');
  if (before !== undefined) acts.BEFORE = before;
  for (const resource of listOf(found, 'resources')) {
    if (resource.type === 'clientServer') {
      const [variable, host] = server(resource);
      acts.SERVER = variable;
      addresses.push(host);
    } else if (resource.type === 'process' && resource.fileLess === true) acts.MEMFD = textOf(resource, 'name');
    // A file that a link is to point to: the step names it, and it need not be open.
    else if (resource.type !== 'fd') throw new Error(`a resource that the runner does not know: ${resource.type}`);
  }
  for (const step of steps) Object.assign(acts, call(step));
  const [process] = processes;
  const program = optionalText(process, 'name') ?? 'scenario';
  const outcome = objectIn(found, 'expectedOutcome') ?? {};
  return {
    scenario: {
      ...{ inContainer: objectIn(context, 'container') !== undefined, program, acts, addresses },
      argv0: optionalText(process, 'exe') ?? program,
      args: (optionalText(process, 'args') ?? '').split(' ').filter((word) => word !== ''),
      waits: before?.startsWith('sleep ') ?? false,
    },
    expected: {
      rule: textOf(found, 'rule'),
      source: textOf(outcome, 'source'),
      priority: textOf(outcome, 'priority'),
      fields: objectIn(outcome, 'outputFields') ?? {},
    },
  };
}

/** An alert in Falco’s JSON form. */
export interface ToldAlert {
  readonly rule: string;
  readonly source: string;
  readonly priority: string;
  readonly output_fields: Readonly<Record<string, unknown>>;
}

/** Whether an alert is the one that is expected. A field that the alert does not tell is not the one. */
export const isExpected = (alert: ToldAlert, { rule, source, priority, fields }: Expected): boolean =>
  alert.rule === rule &&
  alert.source === source &&
  alert.priority.toLowerCase() === priority.toLowerCase() &&
  Object.entries(fields).every(([name, value]) => String(alert.output_fields[name]) === String(value));
