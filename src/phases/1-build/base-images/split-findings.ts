import { type BaseFindings, type Finding, placeOf } from '../../../core/index.ts';

/** Findings by who brought them: what lies in one of the first `layers` layers is the base's. Nothing is left out. */
export function splitFindings(findings: readonly Finding[], layers: number): BaseFindings {
  const indexes = findings.map(({ location }) => placeOf(location).layer?.index);
  return {
    base: indexes.filter((index) => index !== undefined && index < layers).length,
    yours: indexes.filter((index) => index !== undefined && index >= layers).length,
    unplaced: indexes.filter((index) => index === undefined).length,
  };
}
