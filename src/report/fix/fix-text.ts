import { count, showUnseen } from '../../core/index.ts';
import type { BaseFix, FixResult, PackageFix } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { changedFiles } from './changed-files.ts';
import { diffLines, section } from './diff-lines.ts';

const mostIds = 6;
const mostKept = 100;

/** What `fix` proposes or did, for people: a diff a file, what it clears, what has to be run, and what it cannot mend and why. */
export function fixText(result: FixResult, options: WriteOptions): string {
  const { strong, warn } = makeStyle(options);
  const { files, packages, base, notTaken } = result;
  const line = (text: string, indent = '  '): string =>
    wrap(clean(text), options.width - 4)
      .map((one, index) => `${indent}${index === 0 || indent === '' ? '' : '  '}${one}`)
      .join('\n');
  const diffs = diffLines(files, (text) => warn(line(text, '')));
  const done = packages.filter(({ state }) => state !== 'kept');
  const kept = packages.filter(({ state }) => state === 'kept');
  const lines = (some: readonly PackageFix[]): readonly string[] => [
    ...some.slice(0, mostKept).map((one) => line(keptLine(one))),
    ...(some.length > mostKept ? [`  and ${some.length - mostKept} more: \`-o json\` has them all`] : []),
  ];
  const commands = [...new Set(packages.flatMap(toRun))];
  return [
    ...diffs,
    ...section(
      strong('Clears'),
      done.map((one) => line(clearsLine(one))),
    ),
    ...section(
      strong('To do (nothing was run)'),
      commands.map((command) => `  ${showUnseen(command)}`),
    ),
    ...section(strong('The base'), base === undefined ? [] : [line(baseLine(base))]),
    ...section(strong('Not rewritten, of the base'), lines(kept.filter(({ broughtBy }) => broughtBy === 'base'))),
    ...section(strong('Not rewritten, yours'), lines(kept.filter(({ broughtBy }) => broughtBy === 'yours'))),
    ...section(strong('Not rewritten'), lines(kept.filter(({ broughtBy }) => broughtBy === undefined))),
    ...section(
      strong('Not looked at'),
      notTaken.slice(0, mostKept).map(({ path, why }) => line(`${path}: ${why}`)),
    ),
    ...section(
      strong('Not judged'),
      result.missed.slice(0, mostKept).map((one) => line(one)),
    ),
    line(summary(result), ''),
    '',
  ].join('\n');
}

/** A command, and in which folder of the project where that is not its own. */
function toRun({ lock, afterwards, paths, isImage }: PackageFix): readonly string[] {
  const command = lock ?? afterwards;
  if (command === undefined) return [];
  if (isImage === true) return [command];
  const [first = ''] = paths;
  const slash = first.lastIndexOf('/');
  return [slash < 0 ? command : `${command}   (in ${first.slice(0, slash)})`];
}

function clearsLine({
  name,
  installed,
  to,
  isBreaking,
  state,
  findings,
  clears,
  lock,
  alsoMoved = [],
  alsoNeededBy: others = [],
}: PackageFix): string {
  const breaking = isBreaking ? ' (breaking, by its number)' : '';
  const how = state === 'asked' ? ', which is asked for already' : '';
  const when =
    lock === undefined
      ? ''
      : `, once what is to be done is done${others.length === 0 ? '' : `, if ${listed(others)} ${others.length === 1 ? 'lets' : 'let'} it: the lock file may keep the old version for ${others.length === 1 ? 'it' : 'them'}`}`;
  const with_ =
    alsoMoved.length === 0 ? '' : `; ${alsoMoved.map((one) => `${one.name} goes to ${one.to}`).join(', ')} with it`;
  return `${name} ${installed} → ${to ?? 'not there'}${breaking}${how}: ${clears.length} of ${count(findings.length, 'finding')}${when}${ids(clears)}${with_}`;
}

function keptLine({ name, installed, to, findings, why, next }: PackageFix): string {
  const wanted = to === undefined ? '' : ` (${to} would do)`;
  return `${name} ${installed}${wanted}: ${count(findings.length, 'finding')}${ids(findings)}: ${why ?? ''}${next === undefined ? '' : `. ${next}`}`;
}

function baseLine({ from, to, state, why, clears, brings }: BaseFix): string {
  const change = from === undefined || from === to ? to : `${from} → ${to}`;
  const effect = `clears ${count(clears.length, 'flaw')} that the base of today brings${ids(clears)}, and brings ${brings.length === 0 ? 'none' : brings.length}${ids(brings)}`;
  if (state === 'edited') return `${change} ${effect}`;
  if (state === 'asked') return `${to} is built upon already: a build that takes its state of now ${effect}`;
  const known = clears.length + brings.length > 0 ? `; it ${effect}` : '';
  return `${change} is not written: ${why ?? 'it cannot be'}${known}`;
}

const listed = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

const ids = (all: readonly string[]): string =>
  all.length === 0 ? '' : ` (${all.slice(0, mostIds).join(', ')}${all.length > mostIds ? ' …' : ''})`;

function summary({ met, clears, afterLock, files, failOn, incomplete }: FixResult): string {
  const what = changedFiles(files, '--write');
  const late = afterLock === 0 ? '' : `, ${afterLock} of them once that is done`;
  const missed = incomplete ? '; the scan was incomplete, so there may be more' : '';
  return `${what}; clears ${clears} of ${count(met, 'finding')} that ${met === 1 ? 'meets' : 'meet'} ${failOn.join(' or ')}${late}${missed}`;
}
