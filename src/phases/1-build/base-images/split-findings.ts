import { type BaseFindings, type Bringer, defined, type Finding, placeOf } from '../../../core/index.ts';

/** What lies in one of the first `layers` layers is the base's; undefined of what lies in no layer, as in the configuration. */
function bringerOf({ location }: Finding, layers: number): Bringer | undefined {
  const index = placeOf(location).layer?.index;
  return index === undefined ? undefined : index < layers ? 'base' : 'yours';
}

/** Findings with who brought them, and without what was said of it before; `layers` are those of the base, undefined where it is not known. Nothing is left out. */
export function markFindings(findings: readonly Finding[], layers: number | undefined): readonly Finding[] {
  return findings.map((finding) => {
    const { broughtBy: _before, ...rest } = finding;
    const broughtBy = layers === undefined ? undefined : bringerOf(finding, layers);
    return broughtBy === undefined && _before === undefined ? finding : { ...rest, ...defined({ broughtBy }) };
  });
}

/** How many marked findings each brought. */
export function countFindings(findings: readonly Finding[]): BaseFindings {
  const brought = (by: Bringer | undefined): number => findings.filter(({ broughtBy }) => broughtBy === by).length;
  return { base: brought('base'), yours: brought('yours'), unplaced: brought(undefined) };
}
