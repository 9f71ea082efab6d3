import { nearest } from '../../../core/index.ts';
import { environmentVariables } from '../catalogue/environment.ts';
import type { Flag } from '../catalogue/flag.ts';
import { flags } from '../catalogue/index.ts';
import type { ValueLayer, ValueReading } from './values.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the `SEAWORTHY_*` variables say. An empty variable counts as unset. */
export function environmentLayer(env: Environment): ValueLayer {
  const readings = new Map<Flag, readonly ValueReading[]>();
  for (const flag of flags) {
    const found = flag.env === undefined ? [] : readingsOf(flag, flag.env, env);
    if (found.length > 0) readings.set(flag, found);
  }
  return { kind: 'environment', readings };
}

function readingsOf(flag: Flag, name: string, env: Environment): readonly ValueReading[] {
  if (flag.form === 'map') {
    return Object.entries(env)
      .filter(([key, text]) => key.startsWith(name) && key.length > name.length && text)
      .map(([where, text = '']) => ({ text, key: where.slice(name.length).toLowerCase().replaceAll('_', '-'), where }));
  }
  const text = env[name];
  if (text === undefined || text === '') return [];
  if (flag.form !== 'list') return [{ text, where: name }];
  return text
    .split(flag.separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ text: part, where: name }));
}

/** Variables that look like ours and are not: most likely a slip of the pen. One sentence each. */
export function unknownVariables(env: Environment): readonly string[] {
  const ours = environmentVariables.filter(({ name }) => name.startsWith('SEAWORTHY_'));
  const prefixes = ours.filter(({ prefix }) => prefix).map(({ name }) => name);
  const known = ours.filter(({ prefix }) => !prefix).map(({ name }) => name);
  return Object.keys(env)
    .filter((name) => name.startsWith('SEAWORTHY_'))
    .filter((name) => !known.includes(name) && !prefixes.some((prefix) => name.startsWith(prefix)))
    .sort()
    .map((name) => {
      const similar = nearest(name, known);
      return `the environment variable ${name} means nothing${similar === undefined ? '' : `; did you mean ${similar}?`}`;
    });
}
