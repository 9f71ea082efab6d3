import {
  type Clock,
  type Coverage,
  defined,
  type ErrorCode,
  emptyCoverage,
  type OtherFinding,
  type PartRun,
  type Problem,
  placeOf,
  systemClock,
} from '../../../../core/index.ts';
import { formatPath } from '../../../../foundations/formats/index.ts';
import type { PlacedObject } from '../../../../foundations/kubernetes/index.ts';
import { FileFindings } from '../file-findings.ts';
import type { ManifestBreach, ManifestCheck } from './check.ts';
import { manifestChecks } from './checks.ts';
import { suppressionOf } from './ignores.ts';
import { isManifestGap, type ManifestFile, maxManifestObjects } from './read-manifest-file.ts';
import { type ManifestObject, ManifestView } from './view.ts';

/** The part's name in the coverage. */
const part = 'kubernetes';
/** Findings of one check in all files; more are counted and told, not listed. */
const maxFindings = 20_000;

export interface ManifestLintOptions {
  /** Checks to run; all by default. */
  readonly checks?: readonly ManifestCheck[];
  /** Decides whether an ignore comment has run out. */
  readonly clock?: Clock;
  /** Objects of all files that are judged together; more are told. */
  readonly maxObjects?: number;
}

/** What was found in one file. */
export interface ManifestResult {
  readonly file: ManifestFile;
  readonly findings: readonly OtherFinding[];
  readonly problems: readonly Problem[];
}

export interface ManifestLint {
  readonly results: readonly ManifestResult[];
  /** Of all files together, without their problems. */
  readonly parts: readonly PartRun[];
}

/**
 * Judges manifests together, so that a Service of one file finds the pods of another. One finding a check and object, in the order of the files; fields that
 * could not be read make the result incomplete, since no check has seen them.
 */
export function lintManifests(files: readonly ManifestFile[], options: ManifestLintOptions = {}): ManifestLint {
  const { checks = manifestChecks, clock = systemClock, maxObjects = maxManifestObjects } = options;
  const now = clock.now();
  const objects = files.flatMap(({ manifest }) => manifest.objects);
  const view = new ManifestView(objects.slice(0, maxObjects));
  const makers = new Map(files.map((file) => [file.path, new ManifestFindings(file, now)]));
  for (const path of new Set(objects.slice(maxObjects).map(fileOf)))
    makers.get(path)?.tell(undefined, `more than ${maxObjects} objects: not all of them are judged`, 'E_LIMIT');
  const parts: PartRun[] = [];
  for (const check of checks) {
    const byObject = Map.groupBy(check.look(view), ({ object }) => object);
    let found = 0;
    for (const [object, breaches] of byObject) {
      const maker = makers.get(fileOf(object));
      if (++found <= maxFindings) maker?.add(check, object, breaches);
      else if (found === maxFindings + 1)
        maker?.tell(undefined, `more than ${maxFindings} findings of ${check.id}`, 'E_LIMIT');
    }
    parts.push({ id: check.id, version: check.version, files: files.length, found, state: 'complete' });
  }
  for (const object of view.objects) {
    for (const { path, message } of object.problems)
      makers.get(fileOf(object))?.tell(object.locate(path).line, `${formatPath(path)} ${message}`, 'E_FORMAT');
  }
  const results = [...makers.values()].map((maker) => maker.result());
  const isWhole = results.every(({ problems }) => problems.every(({ incomplete }) => !incomplete));
  return { results, parts: isWhole ? parts : parts.map((one) => ({ ...one, state: 'partly' as const })) };
}

/** The coverage of one file, by the checks that ran over all. */
export function coverageOf({ problems }: ManifestResult, parts: readonly PartRun[]): Coverage {
  return { ...emptyCoverage, parts, problems, lookedFor: ['misconfiguration'] };
}

const fileOf = (object: PlacedObject): string => object.locate(object.path).path;

class ManifestFindings {
  readonly #file: ManifestFile;
  readonly #now: Date;
  readonly #findings: FileFindings;
  /** Objects of the same name in one file are told apart by their count. */
  readonly #times = new Map<string, Map<ManifestObject, number>>();

  constructor(file: ManifestFile, now: Date) {
    this.#file = file;
    this.#now = now;
    this.#findings = new FileFindings(file, part);
    for (const one of file.manifest.unread) {
      const gap = isManifestGap(one);
      if (gap) this.tell(one.location.line, `${one.what}: ${one.why}`, 'E_INCOMPLETE');
    }
  }

  tell(line: number | undefined, message: string, missed?: ErrorCode): void {
    this.#findings.tell(line, message, missed);
  }

  add(check: ManifestCheck, object: ManifestObject, breaches: readonly ManifestBreach[]): void {
    const [first] = breaches;
    if (first === undefined) return;
    const { path, comments } = this.#file;
    const { apiVersion, kind, name, namespace } = object;
    const location = { ...object.locate(first.path), object: { apiVersion, kind, name, ...defined({ namespace }) } };
    const exception = suppressionOf(check, object, placeOf(location).line, comments, path, this.#now);
    const named = [path, object.group, kind, namespace ?? '', name];
    const identity = [...named, String(this.#count(named.join('\0'), object))];
    const places = breaches.map((one) => ({ ...one, at: object.locate(one.path) }));
    this.#findings.add(check, places, { location, identity, ...defined({ exception }) });
  }

  result(): ManifestResult {
    return { file: this.#file, ...this.#findings.result() };
  }

  #count(key: string, object: ManifestObject): number {
    const same = this.#times.get(key) ?? new Map<ManifestObject, number>();
    this.#times.set(key, same);
    const number = same.get(object) ?? same.size;
    same.set(object, number);
    return number;
  }
}
