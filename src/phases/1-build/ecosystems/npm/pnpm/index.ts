import { SeaworthyError } from '../../../../../core/index.ts';
import {
  asObject,
  field,
  isObject,
  type JsonObject,
  loadYaml,
  readYamlText,
} from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';
import { isOfProject, lockedNpm } from '../npm-package.ts';
import { keysFor, readKey } from './keys.ts';

const newestForm = 9;
const bounds = { maxBytes: 32 * 1024 * 1024, maxTokens: 8_000_000, maxNodes: 2_000_000 };

function extract(path: string, bytes: Uint8Array): Extraction {
  const documents = readYamlText(bytes, path, bounds);
  if (documents.length === 0)
    throw new SeaworthyError('E_FORMAT', 'an empty file where a lock file should be', { where: path });
  const problems = new Problems();
  // Where there are two, one is of the project, the other of what configures pnpm for it.
  const packages = documents.flatMap((one) => read(path, asObject(one, path), problems));
  return { packages, files: [], problems: problems.list() };
}

function read(path: string, lock: JsonObject, problems: Problems): FoundPackage[] {
  const said = field(lock, 'lockfileVersion') ?? field(lock, 'shrinkwrapVersion');
  const form = Number.parseFloat(String(said));
  if (Number.isNaN(form))
    throw new SeaworthyError('E_FORMAT', 'no lock file of pnpm: it has no lockfileVersion', { where: path });
  // As it is written: of `9x` a number is only what it begins with.
  problems.form(said, newestForm);
  const packages = members(lock, 'packages');
  const snapshots = form >= 9 ? members(lock, 'snapshots') : packages;
  const nodes: LockNode[] = [];
  const plain = new Set(Object.keys(snapshots).map((key) => key.slice(0, endOfVersion(key))));
  const keys = new Set([...Object.keys(snapshots), ...Object.keys(packages).filter((key) => !plain.has(key))]);
  const needs = (entry: unknown, ...names: string[]): string[] =>
    names.flatMap((name) =>
      references(field(entry, name)).flatMap((one) => one(form).find((key) => keys.has(key)) ?? []),
    );
  for (const key of keys) {
    const entry = field(packages, key) ?? field(packages, key.slice(0, endOfVersion(key)));
    const found = packageOf(key, entry, form);
    if (found === undefined) problems.add(`${key.slice(0, 100)} has no name and version of a package`);
    else nodes.push({ key, found, needs: needs(field(snapshots, key), 'dependencies', 'optionalDependencies') });
  }
  const importers = field(lock, 'importers') === undefined ? [lock] : Object.values(members(lock, 'importers'));
  const roots = {
    production: importers.flatMap((one) => needs(one, 'dependencies', 'optionalDependencies')),
    development: importers.flatMap((one) => needs(one, 'devDependencies')),
  };
  return lockedPackages(nodes, roots);
}

const members = (value: unknown, name: string): JsonObject => {
  const found = field(value, name);
  return isObject(found) ? found : {};
};

function endOfVersion(key: string): number {
  const paren = key.indexOf('(');
  return paren < 0 ? key.length : paren;
}

/** What is asked for, each as the keys that it may mean in a form: `NAME: VERSION`, or with the range beside it `NAME: {specifier, version}`. */
function references(wanted: unknown): ((form: number) => readonly string[])[] {
  if (!isObject(wanted)) return [];
  return Object.keys(wanted).map((name) => {
    const told = field(wanted, name);
    const version = isObject(told) ? field(told, 'version') : told;
    return (form) => (typeof version === 'string' ? keysFor(name, version, form) : []);
  });
}

function packageOf(key: string, entry: unknown, form: number): FoundPackage | undefined {
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  const read = readKey(key, form);
  const name = text(field(entry, 'name')) ?? read?.name;
  const version = text(field(entry, 'version')) ?? read?.version;
  if (name === undefined || version === undefined) return undefined;
  const resolution = field(entry, 'resolution');
  const kind = field(resolution, 'type');
  const isKeyed = read !== undefined && /^\d/.test(read.version);
  const from = kind === 'git' ? 'git:' : kind === 'directory' ? 'file:' : isKeyed ? '' : 'https:';
  const found = lockedNpm(name, version, from);
  return found && (field(entry, 'dev') === 'true' ? { ...found, development: true } : found);
}

/** What pnpm has written down of what it would install (pnpm.io, "pnpm-lock.yaml"): forms 3 to 9. */
export const pnpmLock: Extractor = {
  id: 'pnpm-lock',
  version: 1,
  title: 'Lock files of pnpm (pnpm-lock.yaml, forms 3 to 9)',
  evidence: 'declared',
  wanted: { anywhere: ['pnpm-lock.yaml'], accepts: isOfProject },
  gives: ['dependencies', 'origins'],
  maxBytes: bounds.maxBytes,
  isDatabase: false,
  prepare: loadYaml,
  extract,
};
