import {
  defined,
  digestParts,
  exploitationOf,
  type Finding,
  fixVersions,
  imageBeside,
  instruction,
  type LayerRef,
  type Problem,
  packageOf,
  placeOf,
  type Report,
  type Subject,
  setAsideBy,
  timeOf,
} from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import { webLinks } from '../view/links.ts';
import { pathUri } from '../view/uri.ts';
import { fixText } from '../view/words.ts';
import { levelOf } from './levels.ts';
import { fitting } from './limits.ts';
import type { Notification, Result, SarifLocation } from './types.ts';

/** The root of the scanned file system, as an `originalUriBaseIds` key (§3.14.14). */
export const rootId = 'ROOT';

function artifact(subject: Subject, path: string): { readonly uri: string; readonly uriBaseId?: string } {
  const inside = path.replace(/^\/+/, '');
  // A finding about an image as a whole has no path; viewers want one, so it gets the subject's name.
  if (inside === '') return { uri: pathUri(subject.name) };
  // A problem may be at an address of the web.
  const [link] = webLinks([path]);
  return link === undefined ? { uri: pathUri(inside), uriBaseId: rootId } : { uri: link };
}

function place(
  subject: Subject,
  path: string,
  line?: number,
  column?: number,
): NonNullable<SarifLocation['physicalLocation']> {
  return {
    artifactLocation: artifact(subject, path),
    // Code scanning shows only results with a line.
    region: { startLine: line ?? 1, ...defined({ startColumn: column }) },
  };
}

function layerLocation(layer: LayerRef): {
  readonly name: string;
  readonly fullyQualifiedName: string;
  readonly kind: string;
} {
  return {
    name: `layer ${layer.index + 1} ${digestParts(layer.digest).hex.slice(0, 12)}`,
    fullyQualifiedName: layer.digest,
    kind: 'resource',
  };
}

function locationOf(finding: Finding, of: Subject): SarifLocation {
  const { path, line, column, layer } = placeOf(finding.location);
  const about = packageOf(finding);
  const made = layer === undefined ? '' : instruction(layer);
  const image = imageBeside(finding, of);
  return {
    physicalLocation: place(finding.subject, path, line, column),
    logicalLocations: [
      ...(about === undefined
        ? []
        : [{ name: clean(`${about.name} ${about.version}`), fullyQualifiedName: about.purl, kind: 'package' }]),
      ...(image === undefined ? [] : [{ name: clean(image), fullyQualifiedName: clean(image), kind: 'resource' }]),
      ...(layer === undefined ? [] : [layerLocation(layer)]),
    ],
    ...(made === '' || layer === undefined ? {} : { message: { text: clean(`layer ${layer.index + 1}: ${made}`) } }),
  };
}

/** One result for every finding, in its order. */
export function makeResult(report: Report, finding: Finding, ruleIndex: number): Result {
  const found = packageOf(finding);
  const about = found === undefined ? '' : `${found.name} ${found.version}: `;
  const suppression = setAsideBy(finding, timeOf(report));
  const text = clean(`${about}${finding.title} (${finding.id}, ${finding.severity}). ${finding.fix.advice}`);
  return {
    ruleId: finding.id,
    ruleIndex,
    level: levelOf(finding.severity),
    rank: finding.risk.score,
    message: { text: fitting(text) },
    locations: [locationOf(finding, report.subject)],
    // The second is the one that code scanning tells alerts apart by.
    partialFingerprints: { 'seaworthy/v1': finding.fingerprint, primaryLocationLineHash: finding.fingerprint },
    ...(suppression === undefined
      ? {}
      : {
          suppressions: [
            {
              // A comment stands in the file that it is about (§3.35.2).
              kind: suppression.source?.kind === 'comment' ? 'inSource' : 'external',
              status: 'accepted',
              justification: clean(suppression.reason),
              properties: {
                by: suppression.by,
                ...defined({ until: suppression.until, source: suppression.source }),
              },
            },
          ],
        }),
    properties: {
      severity: finding.severity,
      severitySource: finding.severitySource,
      ...(fitting(text) === text ? {} : { message: text }),
      risk: finding.risk,
      exploitation: exploitationOf(finding),
      fix: { state: finding.fix.state, versions: fixVersions(finding.fix), text: clean(fixText(finding)) },
      evidence: finding.evidence.map((each) => each.statement),
      ...defined({
        package: found,
        broughtBy: finding.broughtBy,
        reach: 'reach' in finding ? finding.reach : undefined,
      }),
    },
  };
}

/** A thing that could not be looked at, as a notification of the tool (§3.58). */
export function makeNotification(report: Report, problem: Problem): Notification {
  return {
    level: problem.incomplete ? 'error' : 'warning',
    message: { text: clean(`${problem.where}: ${problem.message}`) },
    descriptor: { id: problem.code },
    locations: [{ physicalLocation: place(report.subject, problem.where) }],
    properties: { part: problem.part, incomplete: problem.incomplete },
  };
}

/** What the document does not tell in full, likewise: it is whole where there is none. */
export function cutNotification(report: Report, text: string): Notification {
  return {
    level: 'warning',
    message: { text },
    descriptor: { id: 'E_LIMIT' },
    locations: [{ physicalLocation: place(report.subject, '') }],
    properties: { part: 'sarif', incomplete: false },
  };
}
