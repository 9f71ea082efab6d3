import {
  type Clock,
  type Coverage,
  defined,
  emptyCoverage,
  type OtherFinding,
  type PartRun,
  type Subject,
  systemClock,
} from '../../../../core/index.ts';
import { formatPath } from '../../../../foundations/formats/index.ts';
import { FileFindings } from '../file-findings.ts';
import { commented, readLineComments } from '../line-comments.ts';
import { restsOnUnknown } from '../open-node.ts';
import { unknownMark } from '../unknown-mark.ts';
import type { ResourceCheck } from './check.ts';
import { resourceChecks } from './checks.ts';
import type { InfrastructureFile } from './resource.ts';

/** The part's name in the coverage. */
const part = 'infrastructure';
/** Findings of one check in one file; more are counted and told, not listed. */
const maxFindings = 5_000;

export interface InfrastructureLintOptions {
  /** Checks to run; all by default. */
  readonly checks?: readonly ResourceCheck[];
  /** Decides whether an ignore comment has run out. */
  readonly clock?: Clock;
  /** What the findings are about; the file by its path by default. */
  readonly subject?: Subject;
}

/** Judges the resources of a file that checks know, one finding a check and resource, and tells of how many others nothing is said. */
export function lintInfrastructure(
  file: InfrastructureFile,
  options: InfrastructureLintOptions = {},
): { readonly findings: readonly OtherFinding[]; readonly coverage: Coverage } {
  const { checks = resourceChecks, clock = systemClock } = options;
  const { path, bytes, resources, others, missed } = file;
  const subject = options.subject ?? { kind: 'files', name: path, content: 'infrastructure', path };
  const comments = readLineComments(bytes);
  const told = new FileFindings({ path, bytes, subject, comments }, part);
  const now = clock.now();
  const ran: PartRun[] = [];
  for (const check of checks) {
    const byResource = Map.groupBy(check.look(resources), ({ resource }) => resource);
    let found = 0;
    for (const [resource, breaches] of byResource) {
      const [first] = breaches;
      if (first === undefined) continue;
      if (++found > maxFindings) {
        told.tell(undefined, `more than ${maxFindings} findings of ${check.id}`, 'E_LIMIT');
        break;
      }
      const location = resource.locate(first.path);
      const top = resource.locate(first.path.slice(0, 2)).line;
      const exception = commented(check, [location.line, top], comments, path, now);
      const places = breaches.map((one) => ({
        ...one,
        observed: one.observed.replaceAll(unknownMark, '…'),
        at: resource.locate(one.path),
      }));
      told.add(check, places, { location, identity: [path, resource.name], ...defined({ exception }) });
    }
    ran.push({ id: check.id, version: check.version, files: 1, found, state: 'complete' });
  }
  for (const resource of resources) {
    for (const { path: way, message } of resource.problems) {
      const text = message === restsOnUnknown ? 'is known only when it is deployed' : message;
      const code = message === restsOnUnknown ? 'E_INCOMPLETE' : 'E_FORMAT';
      told.tell(resource.locate(way).line, `${resource.name}: ${formatPath(way)} ${text}`, code);
    }
  }
  for (const one of missed.slice(0, 100))
    told.tell(undefined, `${one} may run containers, and is not looked at`, 'E_INCOMPLETE');
  if (others > 0) told.tell(undefined, `${others} resources of other types: not looked at`);
  const { findings, problems } = told.result();
  const isWhole = problems.every(({ incomplete }) => !incomplete);
  const parts = isWhole ? ran : ran.map((one) => ({ ...one, state: 'partly' as const }));
  return { findings, coverage: { ...emptyCoverage, parts, problems, lookedFor: ['misconfiguration'] } };
}
