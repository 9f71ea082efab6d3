import {
  type Coverage,
  type DataSource,
  emptyCoverage,
  type FilesSubject,
  joinCoverage,
  type Problem,
  type Report,
} from '../../core/index.ts';
import { compareFindings } from '../../phases/1-build/advisories/index.ts';
import { reportOf } from '../report-of.ts';
import type { Settings } from '../settings.ts';
import { sumOfParts } from '../sum-of-parts.ts';

/** What came of one part of a look at a project: what was judged, or why nothing was. */
export type Part = { readonly report: Report } | { readonly problem: Problem };

/**
 * One report of all parts: every package and finding, the riskiest first, each with the subject it is of. Whatever is true of one image alone (its layers, base, age)
 * stays out: the report is about the project.
 */
export function projectReport(subject: FilesSubject, parts: readonly Part[], settings: Settings): Report {
  const reports = parts.flatMap((part) => ('report' in part ? part.report : []));
  const problems = parts.flatMap((part) => ('problem' in part ? part.problem : []));
  const coverage = reports.map((report) => placed(report)).reduce(joinCoverage, { ...emptyCoverage, problems });
  const packages = reports.flatMap((report) => report.packages);
  return {
    ...reportOf({ subject, layers: [], packages, coverage: summed(coverage) }, settings),
    findings: reports.flatMap(({ findings }) => findings).toSorted(compareFindings),
  };
}

/** Says of which subject a file is that could not be read, where the files of several come together. */
function placed({ subject, coverage }: Report): Coverage {
  if (subject.kind !== 'image') return coverage;
  const of = (where: string): string => (where.startsWith('/') ? `${where} of ${subject.name}` : where);
  return { ...coverage, problems: coverage.problems.map((one) => ({ ...one, where: of(one.where) })) };
}

/** Parts that looked at more than one subject, data that more than one was judged by, and what is missing for all of them stand once. */
function summed(coverage: Coverage): Coverage {
  const sources = new Map<string, DataSource>(coverage.sources.map((one) => [`${one.id} ${one.digest}`, one]));
  const problems = new Map<string, Problem>(coverage.problems.map((one) => [JSON.stringify(one), one]));
  return {
    ...coverage,
    parts: sumOfParts(coverage.parts),
    sources: [...sources.values()],
    problems: [...problems.values()],
  };
}
