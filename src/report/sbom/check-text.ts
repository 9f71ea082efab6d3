import { count } from '../../core/index.ts';
import type { SbomCheck } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle, type Style } from '../terminal/style.ts';

type Catalogue = SbomCheck['catalogues'][number];
type Requirement = Catalogue['requirements'][number];

/** What became of the requirements on a bill of materials, for people: by catalogue, what is missing in words. */
export function sbomCheckText({ name, format, catalogues }: SbomCheck, options: WriteOptions): string {
  const style = makeStyle(options);
  const parts = catalogues.map((one) => [
    style.strong(clean(`${one.title} (${one.source})`)),
    ...one.requirements.flatMap((requirement) => requirementLines(requirement, style)),
    verdict(one, style),
  ]);
  return `${[`${clean(name)}: ${format}`, ...parts.map((lines) => lines.join('\n'))].join('\n\n')}\n`;
}

function requirementLines({ title, state, components, examples, next }: Requirement, style: Style): readonly string[] {
  const notAsked = components?.notAsked ?? 0;
  if (state === 'not-applicable')
    return [
      style.faint(
        `  – ${title}: ${notAsked > 0 ? 'not asked, for it says of every component that it is no file of its own' : 'the format has no place for it'}`,
      ),
    ];
  const notes = [
    ...(components && components.unknown > 0 ? [`of ${components.unknown} it says that it is not known`] : []),
    ...(notAsked > 0 ? [`not asked of ${notAsked} that are no file of their own`] : []),
  ];
  const unknown = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  if (state !== 'fail')
    return [
      `  ${style.good('✓')} ${title}${unknown || (state === 'unknown' ? ' (it says that it is not known)' : '')}`,
    ];
  const missing =
    components === undefined
      ? 'is not said'
      : components.all === 0
        ? 'no component is listed'
        : `is not said of ${count(components.missing, 'component')} of ${count(components.all, 'in all', 'in all')}: ${examples.map(clean).join(', ')}${components.missing > examples.length ? ' …' : ''}`;
  return [`  ${style.alarm('✗')} ${title} ${missing}`, style.faint(`      ${next}`)];
}

function verdict({ passes, requirements }: Catalogue, style: Style): string {
  const asked = requirements.filter(({ state }) => state !== 'not-applicable').length;
  const failed = requirements.filter(({ state }) => state === 'fail').length;
  return passes
    ? style.good(`✓ It says all ${asked} that are asked for.`)
    : style.alarm(`✗ ${failed} of ${asked} are missing.`);
}
