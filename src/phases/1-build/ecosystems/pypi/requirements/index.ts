import { count, SeaworthyError } from '../../../../../core/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { fileName, pathFrom } from '../../near.ts';
import { isNotForUse } from '../../not-for-use.ts';
import { Problems } from '../../problems.ts';
import { normalisedName } from '../name.ts';
import { lockedPypi } from '../python-package.ts';
import { type AskedFor, type RequirementList, readLines } from './lines.ts';

/** Lists that only say in which versions, by their usual name. */
const ofConstraints = /^(?:.*[-_.])?constraints?(?:[-_.].*)?\.txt$/i;
/** What a list is called that only development needs. */
const forDevelopment = /(?:^|[-_./])(?:dev|devel|develop|development|tests?|testing|lint|docs?)(?=[-_./]|$)/i;

function extract(path: string, bytes: Uint8Array): Extraction {
  const problems = new Problems();
  const list = readLines(new TextDecoder().decode(bytes), problems);
  const known = list.asked.length + list.includes.length + list.constraints.length;
  if (list.unknown <= known) return { packages: [], files: [], problems: problems.list(), parts: [list] };
  // pip takes no list with a line that it does not understand: one of such lines is another kind of file.
  const what = `${count(list.unknown, 'line')} ask for nothing that is understood`;
  if (fileName(path) === 'requirements.txt')
    throw new SeaworthyError('E_FORMAT', `no list for pip: ${what}`, { where: path });
  return {
    packages: [],
    files: [],
    problems: [],
    notes: [`is called like a list for pip and is none: ${what}`],
    aside: true,
  };
}

function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const lists = new Map(
    files.flatMap(({ path, extraction: { parts } }) =>
      parts === undefined ? [] : [[path, parts[0] as RequirementList] as const],
    ),
  );
  const limits = constraintsOf(lists);
  return [...lists].map(([path, list]) => {
    const problems = [...list.includes, ...list.constraints].flatMap((named) => gapOf(path, named, lists));
    const packages = limits.only.has(path) ? [] : packagesOf(path, list, limits.of.get(path));
    const open = packages.filter(({ version, origin }) => version === '' && origin === undefined);
    const what = `asks for ${count(open.length, 'package')} without saying in which version`;
    const isTest = isNotForUse(path);
    if (open.length > 0 && !isTest) problems.push(`${what}: \`pip freeze\` or pip-compile makes a list that does`);
    const notes = open.length > 0 && isTest ? { notes: [what] } : {};
    return { path, extraction: { packages, files: [], problems, ...notes } };
  });
}

/** A list that is named and was not read. */
function gapOf(path: string, named: string, lists: ReadonlyMap<string, RequirementList>): readonly string[] {
  const target = /^[a-z]+:\/\//i.test(named) ? undefined : pathFrom(path, named);
  if (target !== undefined && lists.has(target)) return [];
  return [`names the list ${named.slice(0, 200)}, which was not read: it is not there, or is not called like one`];
}

/** For each list the versions that its constraints say, those of the lists that include it too, and which lists are nothing else. */
function constraintsOf(lists: ReadonlyMap<string, RequirementList>) {
  const of = new Map<string, Map<string, string>>();
  const [limiting, included] = [new Set<string>(), new Set<string>()];
  const pinsOf = (path: string): readonly (readonly [string, string])[] =>
    (lists.get(path)?.asked ?? []).flatMap(({ name, version }) =>
      version === undefined ? [] : [[normalisedName(name), version] as const],
    );
  for (const [path, list] of lists) {
    const pins = list.constraints.flatMap((named) => {
      const target = pathFrom(path, named);
      if (target !== undefined) limiting.add(target);
      return target === undefined ? [] : pinsOf(target);
    });
    for (const each of [path, ...includedIn(path, lists)]) {
      if (each !== path) included.add(each);
      const known = of.get(each) ?? new Map<string, string>();
      of.set(each, known);
      for (const [name, version] of pins) if (!known.has(name)) known.set(name, version);
    }
  }
  const isOnly = (path: string): boolean =>
    !included.has(path) && (limiting.has(path) || ofConstraints.test(fileName(path)));
  return { of, only: new Set([...lists.keys()].filter(isOnly)) };
}

/** More lists than any project has. */
const mostIncluded = 500;

/** Lists that one includes, and those that these include. */
function includedIn(from: string, lists: ReadonlyMap<string, RequirementList>): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const named of lists.get(path)?.includes ?? []) {
      const target = pathFrom(path, named);
      if (target === undefined || target === from || seen.has(target) || seen.size >= mostIncluded) continue;
      seen.add(target);
      waiting.push(target);
    }
  }
  return seen;
}

function packagesOf(
  path: string,
  { asked }: RequirementList,
  limits: ReadonlyMap<string, string> | undefined,
): FoundPackage[] {
  const byName = Map.groupBy(asked, ({ name }) => normalisedName(name));
  // Who needs what stands beside what is needed.
  const needs = new Map<string, Set<string>>();
  for (const [name, all] of byName)
    for (const via of all.flatMap((one) => one.via)) {
      const by = normalisedName(via.replace(/\[.*$/, ''));
      if (!byName.has(by)) continue;
      const known = needs.get(by) ?? new Set();
      needs.set(by, known.add(name));
    }
  const isLocked = asked.some(({ via }) => via.length > 0);
  const development = forDevelopment.test(path) ? { development: true as const } : {};
  const nodes = [...byName].flatMap(([key, all]) =>
    all.flatMap((one, index): LockNode[] => {
      const found = lockedPypi(
        one.name,
        one.version ?? (one.takenFrom === undefined ? limits?.get(key) : undefined),
        one.takenFrom,
      );
      if (found === undefined) return [];
      return [
        {
          key: index === 0 ? key : `${key} ${index}`,
          found: { ...found, ...development, direct: isDirect(one, isLocked) },
          needs: index === 0 ? [...(needs.get(key) ?? [])] : [],
        },
      ];
    }),
  );
  return lockedPackages(nodes);
}

/** Without notes of a tool that locks, whoever wrote the list asks for what is in it. */
const isDirect = ({ via }: AskedFor, isLocked: boolean): boolean =>
  !isLocked || via.length === 0 || via.some((one) => /^-|\.(?:in|toml|cfg|py|txt)\b|\(/.test(one));

/** Lists for pip, with the lists that they include and what those of constraints say of versions. */
export const requirements: Extractor = {
  id: 'requirements',
  version: 1,
  title: 'Lists of requirements for pip (requirements.txt and kin)',
  evidence: 'declared',
  wanted: {
    anywhere: ['requirements*.txt', '*requirements.txt', 'requirements/*.txt', 'constraints*.txt', '*constraints.txt'],
  },
  gives: ['dependencies', 'origins'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  extract,
  join,
};
