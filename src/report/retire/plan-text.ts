import { count, minuteOf, shortDigest } from '../../core/index.ts';
import type { DeleteEntry, KeepEntry, RetirePlan } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { humanSize } from '../terminal/columns.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';

/** Manifests of one repository that are told one by one, and examples of one group of those that stay. */
const mostGoing = 50;
const mostExamples = 3;
/** Repositories that are told one by one. */
const mostRepositories = 200;
const mostMessages = 50;

type KeepRule = KeepEntry['reasons'][number]['rule'];

/** What the groups of those that stay are called, in the order in which they are told. */
const stays: Readonly<Record<KeepRule, string>> = {
  'not-read': 'not everything could be read',
  'use-unknown': 'what is in use is not known',
  'in-use': 'in use',
  referenced: 'named by a manifest',
  'kept-tag': 'by its tag',
  last: 'among the newest',
  young: 'too young',
  'age-unknown': 'of unknown age',
  orphan: 'hangs on something unknown',
  child: 'listed by an index that stays',
  attached: 'hangs on something that stays',
  'holds-used': 'lists something that is needed',
  subject: 'what hangs on it is needed',
  base: 'others are built upon it',
};

/** A plan for people: for each repository what goes and why, and what stays, in groups. `file` is where the plan was written. */
export function planText(plan: RetirePlan, options: WriteOptions, file?: string): string {
  const style = makeStyle(options);
  const { width } = options;
  const repositories = byRepository(plan);
  const told = [...repositories].slice(0, mostRepositories);
  const more = repositories.size - told.length;
  const blocks = [
    headLines(plan, style, width),
    ...told.map(([name, entries]) => repositoryLines(name, entries, style, width)),
    more > 0 ? [`and ${count(more, 'more repository', 'more repositories')}: \`-o json\` has them all`] : [],
    messageLines(
      'problem',
      plan.problems.map(({ code, where, why }) => `${where}: ${why} [${code}]`),
      style,
      width,
    ),
    messageLines('warning', plan.warnings, style, width),
    tailLines(plan, style, width, file),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface Repository {
  readonly keep: KeepEntry[];
  readonly delete: DeleteEntry[];
}

function byRepository(plan: RetirePlan): ReadonlyMap<string, Repository> {
  const found = new Map<string, Repository>();
  const of = ({ registry, repository }: KeepEntry | DeleteEntry): Repository => {
    const name = `${registry}/${repository}`;
    const known = found.get(name) ?? { keep: [], delete: [] };
    found.set(name, known);
    return known;
  };
  for (const entry of plan.keep) of(entry).keep.push(entry);
  for (const entry of plan.delete) of(entry).delete.push(entry);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function headLines({ registries, sources }: RetirePlan, style: Style, width: number): readonly string[] {
  const read = registries.map(
    ({ registry, repositories, time, whole }) =>
      `${registry}: ${whole ? 'all ' : ''}${count(repositories, 'repository', 'repositories')}, read ${minuteOf(time)} UTC`,
  );
  const asked = sources.length === 0 ? 'nobody' : sources.join(', ');
  return [
    ...read.flatMap((line) => wrap(clean(line), width)),
    ...wrap(clean(`asked what is in use: ${asked}`), width).map(style.faint),
  ];
}

function repositoryLines(name: string, entries: Repository, style: Style, width: number): readonly string[] {
  const freed = entries.delete.reduce((sum, { frees }) => sum + frees, 0);
  const goes =
    entries.delete.length === 0
      ? 'nothing goes'
      : `${count(entries.delete.length, 'manifest')} of ${entries.delete.length + entries.keep.length} ${entries.delete.length === 1 ? 'goes' : 'go'}, which frees ${humanSize(freed)}`;
  const more = entries.delete.length - mostGoing;
  return [
    ...wrap(clean(name), width).map(style.strong),
    ...indented(goes, 2, width),
    ...entries.delete.slice(0, mostGoing).flatMap((entry) => goingLines(entry, style, width)),
    ...(more > 0 ? indented(`and ${more} more: \`-o json\` has them all`, 4, width) : []),
    ...(entries.keep.length === 0
      ? []
      : indented(`${count(entries.keep.length, 'manifest')} stay${entries.keep.length === 1 ? 's' : ''}`, 2, width)),
    ...groupLines(entries.keep, style, width),
  ];
}

function goingLines(entry: DeleteEntry, style: Style, width: number): readonly string[] {
  const { digest, kind, tags, reasons, frees } = entry;
  const about = [`- ${shortDigest(digest)}`, kind, humanSize(frees), tagsText(tags)].filter(Boolean).join('  ');
  const why = reasons.map(({ text }) => clean(text)).join('; ');
  return [...indented(about, 4, width, 2), ...indented(why, 6, width).map(style.faint)];
}

/** Those that stay by the first of their reasons, which is the strongest. */
function groupLines(entries: readonly KeepEntry[], style: Style, width: number): readonly string[] {
  const groups = new Map<KeepRule, KeepEntry[]>();
  for (const entry of entries) {
    const rule = entry.reasons[0]?.rule;
    if (rule === undefined) continue;
    const known = groups.get(rule);
    if (known === undefined) groups.set(rule, [entry]);
    else known.push(entry);
  }
  const order = Object.keys(stays);
  return [...groups]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .flatMap(([rule, group]) => {
      const more = group.length - mostExamples;
      return [
        ...indented(`+ ${group.length} ${stays[rule]}`, 4, width, 2),
        ...group.slice(0, mostExamples).flatMap(({ digest, tags, reasons }) => {
          const name = tags.length === 0 ? shortDigest(digest) : `${shortDigest(digest)} ${tagsText(tags)}`;
          return indented(`${name}: ${clean(reasons[0]?.text ?? '')}`, 6, width).map(style.faint);
        }),
        ...(more > 0 ? indented(`and ${more} more`, 6, width).map(style.faint) : []),
      ];
    });
}

function messageLines(what: string, messages: readonly string[], style: Style, width: number): readonly string[] {
  const more = messages.length - mostMessages;
  return [
    ...messages
      .slice(0, mostMessages)
      .flatMap((one) => indented(`! ${what}: ${clean(one)}`, 0, width, 2).map(style.warn)),
    ...(more > 0 ? [`and ${count(more, `more ${what}`)}: \`-o json\` has them all`] : []),
  ];
}

function tailLines(plan: RetirePlan, style: Style, width: number, file: string | undefined): readonly string[] {
  const { freed, kept, exact } = plan.bytes;
  const going = plan.delete.length;
  const amount = `${exact ? '' : 'about '}${humanSize(freed)}`;
  const sum =
    going === 0
      ? `Nothing goes: all ${count(plan.keep.length, 'manifest')} stay.`
      : `${count(going, 'manifest')} of ${going + plan.keep.length} may go. Garbage collection can then free ${amount}; ${humanSize(kept)} stay.`;
  const next =
    going === 0
      ? []
      : [
          file === undefined
            ? 'Nothing was deleted. Write the plan with `--plan FILE`, then `seaworthy retire apply FILE --dry-run`.'
            : `Nothing was deleted. Next: \`seaworthy retire apply ${clean(file)} --dry-run\``,
        ];
  return [...wrap(sum, width).map(style.strong), ...next.flatMap((line) => wrap(line, width))];
}

/** A few tags of many. */
export function tagsText(tags: readonly string[]): string {
  const more = tags.length - 5;
  return clean(tags.slice(0, 5).join(', ')) + (more > 0 ? ` and ${more} more` : '');
}

/** A text that goes on below itself, `hang` columns further to the right than it began. */
export function indented(text: string, by: number, width: number, hang = 0): readonly string[] {
  return wrap(text, width - by - hang).map((line, at) => `${' '.repeat(by + (at === 0 ? 0 : hang))}${line}`);
}
