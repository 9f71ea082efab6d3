import { count, shortDigest } from '../../core/index.ts';
import type { AppliedEntry, ApplyResult } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { humanSize } from '../terminal/columns.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { indented, tagsText } from './plan-text.ts';

/** Manifests of one outcome that are told one by one; those that failed always are. */
const mostTold = 200;

type Outcome = AppliedEntry['outcome'];

const words: Readonly<Record<Outcome, string>> = {
  deleted: 'deleted',
  gone: 'gone already',
  'would-delete': 'would be deleted',
  skipped: 'skipped: no longer as the plan saw it',
  failed: 'failed',
};

/** What became of a plan, for people. */
export function applyText(result: ApplyResult, options: WriteOptions): string {
  const style = makeStyle(options);
  const { width } = options;
  const order: readonly Outcome[] = ['deleted', 'would-delete', 'gone', 'skipped', 'failed'];
  const blocks = [
    ...order.map((outcome) => outcomeLines(outcome, result.entries, style, width)),
    wrap(summary(result), width).map(style.strong),
    wrap(advice(result), width),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function outcomeLines(outcome: Outcome, all: readonly AppliedEntry[], style: Style, width: number): readonly string[] {
  const entries = all.filter((entry) => entry.outcome === outcome);
  if (entries.length === 0) return [];
  const bad = outcome === 'failed' || outcome === 'skipped';
  const told = outcome === 'failed' ? entries : entries.slice(0, mostTold);
  const more = entries.length - told.length;
  return [
    ...wrap(`${words[outcome]} (${entries.length})`, width).map(bad ? style.warn : style.strong),
    ...told.flatMap((entry) => entryLines(entry, style, width)),
    ...(more > 0 ? indented(`and ${more} more: \`-o json\` has them all`, 2, width) : []),
  ];
}

function entryLines({ key, digest, tags, why }: AppliedEntry, style: Style, width: number): readonly string[] {
  const [place = ''] = key.split('@', 1);
  const name = [`${clean(place)}@${shortDigest(digest)}`, tagsText(tags)].filter(Boolean).join('  ');
  return [
    ...indented(name, 2, width, 2),
    ...(why === undefined ? [] : indented(clean(why), 4, width).map(style.faint)),
  ];
}

/** `Deleted 3; 1 skipped, 1 failed.` */
function summary({ counts, dryRun, frees, entries }: ApplyResult): string {
  if (entries.length === 0) return 'The plan deletes nothing.';
  const rest = [
    counts.gone > 0 ? `${counts.gone} gone already` : '',
    counts.skipped > 0 ? `${counts.skipped} skipped` : '',
    counts.failed > 0 ? `${counts.failed} failed` : '',
  ].filter(Boolean);
  const done = dryRun
    ? `${count(counts['would-delete'], 'manifest')} would be deleted`
    : `${count(counts.deleted, 'manifest')} deleted`;
  return `${[done, ...rest].join(', ')}; ${humanSize(frees)} can be freed.`;
}

/** What is left to do: a registry frees nothing by itself. */
function advice({ counts, dryRun }: ApplyResult): string {
  if (dryRun) return counts['would-delete'] > 0 ? 'Nothing was deleted. Without `--dry-run` it is.' : '';
  if (counts.deleted + counts.gone === 0) return '';
  return 'The space is free once the registry has collected its garbage, while nobody pushes. With Docker’s registry: `registry garbage-collect CONFIG`, without `-m` (`--delete-untagged`), which would also delete what is reached by its digest only: the platforms of an image, signatures, and images that are run by digest.';
}
