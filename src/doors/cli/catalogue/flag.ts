import type { ProjectRule } from './project.ts';

/** Where a flag stands in help and in the reference. */
export const categories = {
  output: 'What comes out',
  judgement: 'When a result is a failure',
  data: 'Advisory data',
  ledger: 'The ledger',
  change: 'Before something is changed',
  trust: 'Keys and signers',
  target: 'Reading the target',
  network: 'Network',
  limits: 'Limits',
  general: 'General',
} as const;

export type Category = keyof typeof categories;

/** How a value is written, and what it becomes. */
export interface ValueType<T> {
  /** What stands for it in help: `DIR`, `DURATION`. */
  readonly placeholder: string;
  /** JSON Schema of the value in a configuration file. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The closed list of values, where there is one. */
  readonly values?: readonly string[];
  /** What a shell should offer. */
  readonly completes?: 'file' | 'directory';
  /** Throws an `Error` that says what is expected: `a size such as 512MiB`. */
  parse(text: string): T;
}

interface FlagBase {
  /** Long name, without dashes. */
  readonly name: string;
  readonly short?: string;
  readonly category: Category;
  /** Shown first in the help of its commands. */
  readonly common?: boolean;
  /** One line, no full stop. */
  readonly help: string;
  /** The whole truth, for the reference: what it does, what it does not, when to use it. */
  readonly details: string;
  /** Environment variable; every flag but the few that steer the reading of settings themselves has one. */
  readonly env?: string;
  /** Key in the configuration file. */
  readonly config?: string;
  /** How it is written today: an older word, which goes on working and is offered nowhere. */
  readonly replacedBy?: string;
  /** Its value is a secret: never shown. */
  readonly sensitive?: boolean;
  /** What a project's file may do with the key; every flag with `config` says so (a test), and a project may do nothing with one that does not. */
  readonly project?: ProjectRule;
}

/** On or off. `--NAME` and `--no-NAME`. */
export interface SwitchFlag extends FlagBase {
  readonly form: 'switch';
}

/** One value; the last one given counts. */
export interface ValueFlag<T> extends FlagBase {
  readonly form: 'value';
  readonly type: ValueType<T>;
  /** As it would be written. */
  readonly default?: string;
  /** What is used when there is no fixed default. */
  readonly defaultMeans?: string;
  /** What `--no-NAME` stands for. */
  readonly negation?: string;
}

/** Given as often as needed. The source of highest precedence that gives any gives all. */
export interface ListFlag<T> extends FlagBase {
  readonly form: 'list';
  readonly type: ValueType<T>;
  /** What parts several values in the environment variable. */
  readonly separator: ',' | ';';
  readonly defaultMeans?: string;
}

/** `KEY=VALUE`, given as often as needed; a map in the configuration file, one variable a key in the environment. Merged key by key. */
export interface MapFlag<T> extends FlagBase {
  readonly form: 'map';
  readonly type: ValueType<T>;
  readonly keyPlaceholder: string;
  readonly defaultMeans?: string;
}

export type Flag = SwitchFlag | ValueFlag<unknown> | ListFlag<unknown> | MapFlag<unknown>;

/** Whether help and completion offer it. */
export const isOffered = ({ replacedBy }: Flag): boolean => replacedBy === undefined;

/** The name of a flag's environment variable by the rule: `--fail-on` → `SEAWORTHY_FAIL_ON`. */
export function envName(name: string): string {
  return `SEAWORTHY_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** How the flag is written with its value: `--fail-on CONDITIONS`. */
export function usage(flag: Flag): string {
  if (flag.form === 'switch') return `--${flag.name}`;
  const value = flag.form === 'map' ? `${flag.keyPlaceholder}=${flag.type.placeholder}` : flag.type.placeholder;
  return `--${flag.name} ${value}`;
}
