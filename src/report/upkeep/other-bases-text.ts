import { count, group, shortDigest } from '../../core/index.ts';
import type { OtherBase, OtherBases } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { cut, wrap } from '../terminal/width.ts';

const reasonText: Readonly<Record<OtherBase['reason'], string>> = {
  moved: 'the same tag, another image by now',
  newer: 'a later version',
  sibling: 'the same version, made small',
  'newer-sibling': 'a later version, made small',
  known: 'scanned before',
  asked: 'asked for',
};

/** What other bases would change, for people: the best first. */
export function otherBasesText(found: OtherBases, options: WriteOptions): string {
  const { base, findings, incomplete, notAsked, others, problems, subject } = found;
  const style = makeStyle(options);
  const { width } = options;
  const digest = base.digest === undefined ? '' : ` ${shortDigest(base.digest)}`;
  const part = incomplete ? ', as far as it was judged' : '';
  const head = [
    style.strong(cut(clean(subject.name), width)),
    ...wrap(`base image ${clean(base.names.join(', '))}${digest}: ${clean(base.why)}`, width).map(style.faint),
    ...wrap(
      `${count(findings.base, 'finding')} of it, ${group(findings.yours)} yours, which stay whatever the base is${part}`,
      width,
    ),
  ];
  const told = [
    ...(notAsked === undefined ? [] : wrap(`! the registry was not asked: ${clean(notAsked)}`, width).map(style.warn)),
    ...problems.flatMap(({ message, where }) => wrap(`! ${clean(where)}: ${clean(message)}`, width).map(style.warn)),
  ];
  const blocks = [
    head,
    ...others.map((one) => otherLines(one, findings.base, style, width)),
    told,
    [closing(found, style)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function otherLines(one: OtherBase, before: number, style: Style, width: number): readonly string[] {
  const fewer = one.findings < before && !one.incomplete && !one.ended;
  const counts = `${count(one.findings, 'finding')} instead of ${group(before)}: clears ${group(one.clears)}, brings ${group(one.brings)}; ${count(one.packages, 'package')}`;
  const where = one.from === 'ledger' ? 'judged by its stored inventory' : 'scanned now';
  return [
    style.strong(cut(clean(one.name), width)),
    ...wrap(`${reasonText[one.reason]}, ${where}`, width - 2).map((line) => style.faint(`  ${line}`)),
    ...wrap(counts, width - 2).map((line) => (fewer ? style.good : style.faint)(`  ${line}`)),
    ...(one.incomplete
      ? wrap('it was not judged whole, so that it may have more', width - 4).map((line) => style.warn(`  ! ${line}`))
      : []),
    ...(one.ended
      ? wrap('its distribution is past its end of life, so that nobody looks for more', width - 4).map((line) =>
          style.warn(`  ! ${line}`),
        )
      : []),
  ];
}

/** The best of those of which it is certain. */
function closing({ findings, incomplete, others }: OtherBases, style: Style): string {
  const best = others.find((one) => !one.incomplete && !one.ended);
  if (others.length === 0) return style.strong('In short: no other base was found to judge.');
  if (best === undefined) return style.warn('In short: none of the other bases was judged whole.');
  if (best.findings >= findings.base)
    return style.strong(
      `In short: none of the other bases that were judged whole has fewer findings${incomplete ? ' than were found of this one' : ''}.`,
    );
  return style.strong(`In short: ${clean(best.name)} has ${count(findings.base - best.findings, 'finding')} fewer.`);
}
