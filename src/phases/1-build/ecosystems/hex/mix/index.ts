import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';

const entry = /^\s*"([A-Za-z0-9_]{1,128})":\s*\{:(hex|git|path),\s*(.*)$/;
/** `:NAME, "VERSION", "SUM", [:mix], [NEEDS], "REPOSITORY", …` */
const hexEntry = /^:([A-Za-z0-9_]{1,128}),\s*"([^"\s]{1,256})"/;
const need = /\{:([A-Za-z0-9_]{1,128}),\s*"/g;
const repository = /\],\s*"([A-Za-z0-9_:.-]{1,128})"(?:,\s*"[0-9a-f]*")?\s*\},?\s*$/;

function extract(path: string, bytes: Uint8Array): Extraction {
  const problems = new Problems();
  const nodes: LockNode[] = [];
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  if (!lines.some((line) => line.trimStart().startsWith('%{')))
    throw new SeaworthyError('E_FORMAT', 'no lock file of Mix', { where: path });
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (text === '' || text === '%{' || text === '}' || text === '%{}' || text.startsWith('#')) continue;
    const [, key, kind, rest = ''] = entry.exec(line.replace(/^%\{/, '')) ?? [];
    const [, name, version] = kind === 'hex' ? (hexEntry.exec(rest) ?? []) : [];
    if (
      key === undefined ||
      (kind === 'hex' && (name === undefined || version === undefined)) ||
      line.length > 20_000
    ) {
      problems.add(`line ${index + 1} is not understood`);
      continue;
    }
    const from = kind === 'hex' ? repositoryOf(line) : kind === 'git' ? 'git' : 'local';
    const needs = kind === 'hex' ? [...rest.matchAll(need)].map(([, other = '']) => other) : [];
    nodes.push({ key, found: hexPackage(name ?? key, version ?? '', from), needs });
  }
  return { packages: lockedPackages(nodes), files: [], problems: problems.list() };
}

/** Another repository than the public one has packages of its own. */
function repositoryOf(line: string): string | undefined {
  const [, name] = repository.exec(line) ?? [];
  return name === undefined || name === 'hexpm' ? undefined : 'registry';
}

function hexPackage(name: string, version: string, takenFrom: string | undefined): FoundPackage {
  return {
    name,
    version,
    type: 'hex',
    versionOrder: 'semver',
    purl: { name: name.toLowerCase() },
    ...(takenFrom === undefined ? {} : { origin: { takenFrom } }),
  };
}

/** What Mix has locked (hexdocs.pm, "mix deps"). Who asks, and for what, stands in `mix.exs`, which is a program. */
export const mixLock: Extractor = {
  id: 'mix-lock',
  version: 1,
  title: 'Lock files of Mix (mix.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['mix.lock'] },
  gives: ['dependencies', 'origins'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  extract,
};
