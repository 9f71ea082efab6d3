import { field } from '../../../../../foundations/formats/index.ts';
import { versionOrder } from '../../../../../foundations/versions/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from '../../extractor.ts';
import { fileName, folderOf, nearestAbove, pathFrom } from '../../near.ts';
import { Problems } from '../../problems.ts';
import { goModule } from '../go-module.ts';
import { type ModuleFile, type Replacement, readModuleFile, readSums } from './module-file.ts';

const [moduleFile, workspaceFile, sumFile] = ['go.mod', 'go.work', 'go.sum'] as const;

const isVendored = (path: string): boolean => path.endsWith('vendor/modules.txt');

function extract(path: string, bytes: Uint8Array): Extraction {
  const problems = new Problems();
  const text = new TextDecoder().decode(bytes);
  const settled = { packages: [], files: [], isSettled: true as const };
  // Names the modules whose sources were copied, which `go.mod` names too.
  if (isVendored(path)) return { ...settled, problems: [] };
  if (fileName(path).endsWith('.sum')) {
    const sums = readSums(text, problems);
    return { ...settled, problems: problems.list(), parts: [{ sums }] };
  }
  const read = readModuleFile(text, problems);
  const packages = fileName(path) === moduleFile ? packagesOf(read, []) : [];
  return { packages, files: [], isSettled: true, problems: problems.list(), parts: [{ read }] };
}

/** What was read of each file, by its folder. */
const byFolder = <Value>(files: readonly ToldFile[], name: string, member: string): ReadonlyMap<string, Value> =>
  new Map(
    files
      .filter(({ path }) => fileName(path) === name)
      .map(({ path, extraction }) => [folderOf(path), field(extraction.parts?.[0], member) as Value]),
  );

function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const workspaces = byFolder<ModuleFile>(files, workspaceFile, 'read');
  const sums = byFolder<ReturnType<typeof readSums>>(files, sumFile, 'sums');
  const workspacePaths = new Map([...workspaces.keys()].map((folder) => [folder, folder]));
  const modules = new Set(byFolder<ModuleFile>(files, moduleFile, 'read').keys());
  return files.flatMap(({ path, extraction }): readonly ToldFile[] => {
    if (fileName(path) === workspaceFile) {
      const { used } = field(extraction.parts?.[0], 'read') as ModuleFile;
      return [{ path, extraction: { packages: [], files: [], problems: unusable(path, used, modules) } }];
    }
    if (fileName(path) !== moduleFile) {
      const folder = isVendored(path) ? folderOf(folderOf(path)) : folderOf(path);
      const isEmpty = fileName(path) === sumFile && sums.get(folder)?.length === 0;
      const isAlone = !isEmpty && !modules.has(folder) && !workspaces.has(folder);
      return isAlone ? [{ path, extraction: { packages: [], files: [], problems: [alone] } }] : [];
    }
    const own = field(extraction.parts?.[0], 'read') as ModuleFile;
    const above = nearestAbove(path, workspacePaths);
    const workspace = above === undefined ? undefined : workspaces.get(above);
    const isUsed = workspace?.used.some(
      (used) => pathFrom(`${above === '' ? '' : `${above}/`}x`, used) === folderOf(path),
    );
    const packages = packagesOf(own, isUsed ? (workspace?.replaced ?? []) : []);
    const more = isOlder(own.go) ? summed(packages, sums.get(folderOf(path)) ?? [], own) : [];
    return [{ path, extraction: { packages: [...packages, ...more], files: [], problems: [] } }];
  });
}

/** What is built from stands in the module file alone: sums hold every version that was ever looked at, and lists of copies are copies of it. */
const alone = `no ${moduleFile} is beside it: which of the modules that this file names are built from is not known`;

/** Members that a workspace names and that are not there to be read. */
function unusable(path: string, used: readonly string[], modules: ReadonlySet<string>): readonly string[] {
  const problems = new Problems();
  for (const folder of used) {
    const inTree = folder.startsWith('/') ? undefined : pathFrom(path, folder);
    if (inTree === undefined) problems.add(`the workspace uses ${folder}, which is outside of this tree`);
    else if (!modules.has(inTree)) problems.add(`the workspace uses ${folder}, where no ${moduleFile} is`);
  }
  return problems.list();
}

/** Before Go 1.17 a `go.mod` names what the project itself asks for, and leaves out what that leads to. */
function isOlder(go: string | undefined): boolean {
  const [, major = '1', minor = '0'] = /^(\d+)\.(\d+)/.exec(go ?? '') ?? [];
  return Number(major) === 1 && Number(minor) < 17;
}

/** What only the sums name, each in the highest version: the lowest that satisfies everybody is the highest that anybody asks for. */
function summed(known: readonly FoundPackage[], sums: ReturnType<typeof readSums>, own: ModuleFile): FoundPackage[] {
  const order = versionOrder('go');
  const named = new Set([...known.map(({ name }) => name), ...own.replaced.map(({ path }) => path), own.module]);
  const highest = new Map<string, string>();
  for (const { path, version } of sums) {
    const before = highest.get(path);
    if (named.has(path)) continue;
    if (before === undefined || (order !== undefined && order.compare(before, version) < 0)) highest.set(path, version);
  }
  return [...highest].flatMap(([path, version]) => goModule(path, version, { direct: false }) ?? []);
}

/** The modules as they are built: each replaced by what stands in its place, that of the workspace before its own. */
function packagesOf(own: ModuleFile, ofWorkspace: readonly Replacement[]): FoundPackage[] {
  const packages = new Map<string, FoundPackage>();
  const add = (found: FoundPackage | undefined): void => {
    if (found === undefined) return;
    const key = `${found.name} ${found.version}`;
    const before = packages.get(key);
    packages.set(
      key,
      before === undefined ? found : { ...before, direct: before.direct === true || found.direct === true },
    );
  };
  for (const { path, version, direct } of own.required) {
    const by = [...ofWorkspace, ...own.replaced].find(
      (one) => one.path === path && (one.version ?? version) === version,
    );
    if (by === undefined) add(goModule(path, version, { direct }));
    else if (by.byVersion !== undefined) add(goModule(by.byPath, by.byVersion, { direct }));
    else add(goModule(path, '', { direct, takenFrom: 'local' }));
  }
  // The toolchain that Go takes is this one or a newer one that is there; the library that comes with it has advisories like any module.
  if (own.go !== undefined && /^\d/.test(own.go)) add(goModule('stdlib', `v${own.go}`, { direct: true }));
  return [...packages.values()];
}

/** Modules that a Go module asks for, with what replaces them there or in the workspace around it. */
export const goMod: Extractor = {
  id: 'go-mod',
  version: 3,
  title: 'Module files of Go (go.mod, with go.work and go.sum)',
  evidence: 'declared',
  wanted: { anywhere: [moduleFile, workspaceFile, sumFile, 'go.work.sum', 'vendor/modules.txt'] },
  gives: ['origins'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract,
  join,
};
