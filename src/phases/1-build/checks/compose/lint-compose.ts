import {
  type Clock,
  type Coverage,
  defined,
  emptyCoverage,
  type ManifestLocation,
  type OtherFinding,
  type PartRun,
  type Problem,
  type Subject,
  systemClock,
} from '../../../../core/index.ts';
import { type FieldPath, formatPath } from '../../../../foundations/formats/index.ts';
import { FileFindings, type JudgedSource } from '../file-findings.ts';
import { commented, readLineComments } from '../line-comments.ts';
import { restsOnUnknown } from '../open-node.ts';
import { unknownMark } from '../unknown-mark.ts';
import type { ComposeBreach, ComposeCheck } from './check.ts';
import { composeChecks } from './checks.ts';
import type { ComposeProject } from './read/read-project.ts';
import { type ComposeService, ComposeView } from './view.ts';

/** The part's name in the coverage. */
const part = 'compose';
/** Findings of one check in one project; more are counted and told, not listed. */
const maxFindings = 5_000;

export interface ComposeLintOptions {
  /** Checks to run; all by default. */
  readonly checks?: readonly ComposeCheck[];
  /** Decides whether an ignore comment has run out. */
  readonly clock?: Clock;
  /** What the findings of a file are about; the file by its path by default. */
  readonly subjectOf?: (path: string) => Subject;
}

/** What was found in one file of a project. */
export interface ComposeResult {
  readonly path: string;
  readonly findings: readonly OtherFinding[];
  readonly coverage: Coverage;
}

/**
 * Judges a project. Each finding, one a check and service, or a check and what several services extend, stands with the file in which the field is written, or the service where it is not written at all.
 * What rests on variables without a value makes the result incomplete where a check needs it.
 */
export function lintCompose(project: ComposeProject, options: ComposeLintOptions = {}): readonly ComposeResult[] {
  const { checks = composeChecks, clock = systemClock } = options;
  const view = new ComposeView(project);
  const told = new ProjectFindings(project, options, clock.now());
  const parts: PartRun[] = [];
  for (const check of checks) {
    const byService = [...Map.groupBy(check.look(view), ({ service }) => service).values()];
    // What several services have of one that they extend is one thing.
    const byPlace = Map.groupBy(byService, ([first]) => (first === undefined ? '' : keyOf(first)));
    let found = 0;
    for (const same of byPlace.values()) {
      if (++found <= maxFindings) told.add(check, same.flat());
      else if (found === maxFindings + 1) told.tellFirst(`more than ${maxFindings} findings of ${check.id}`);
    }
    parts.push({ id: check.id, version: check.version, files: project.files.length, found, state: 'complete' });
  }
  for (const service of view.services) told.fields(service);
  return told.results(parts);
}

class ProjectFindings {
  readonly #files: ReadonlyMap<string, { readonly source: JudgedSource; readonly findings: FileFindings }>;
  readonly #first: string;
  readonly #now: Date;
  readonly #elsewhere: Problem[] = [];

  constructor({ files, problems }: ComposeProject, { subjectOf = fileSubject }: ComposeLintOptions, now: Date) {
    this.#first = files[0]?.path ?? '';
    this.#now = now;
    this.#files = new Map(
      files.map(({ path, bytes }) => {
        const source = { path, bytes, subject: subjectOf(path), comments: readLineComments(bytes) };
        return [path, { source, findings: new FileFindings(source, part) }];
      }),
    );
    for (const { path, line, message, code } of problems) {
      const file = this.#files.get(path);
      if (file !== undefined) file.findings.tell(line, message, code);
      else this.#elsewhere.push({ code, message, where: path, part, incomplete: true });
    }
  }

  tellFirst(message: string): void {
    this.#files.get(this.#first)?.findings.tell(undefined, message, 'E_LIMIT');
  }

  add(check: ComposeCheck, breaches: readonly ComposeBreach[]): void {
    const [first] = breaches;
    if (first === undefined) return;
    const { service } = first;
    const location = placeOfField(service, first.path);
    const file = this.#files.get(location.path);
    if (file === undefined) return;
    const { source, findings } = file;
    const top = placeOfField(service, ['services', service.name]);
    const lines = [location.line, top.path === location.path ? top.line : undefined];
    const exception = commented(check, lines, source.comments, source.path, this.#now);
    const places = breaches.map((one) => ({
      ...one,
      observed: one.observed.replaceAll(unknownMark, `\${…}`),
      at: placeOfField(one.service, one.path),
    }));
    findings.add(check, places, { location, identity: [source.path, service.name], ...defined({ exception }) });
  }

  /** Fields of the wrong type, and those of which nobody knows what they will be. */
  fields(service: ComposeService): void {
    const inline = service.node.at('build', 'dockerfile_inline');
    if (inline.isSet) {
      const { path: file, line } = placeOfField(service, inline.path);
      const text = `${formatPath(inline.path)}: what is built by it was not judged; put it into a file of its own`;
      this.#files.get(file)?.findings.tell(line, text, 'E_INCOMPLETE');
    }
    for (const { path, message } of service.problems) {
      const { path: file, line } = placeOfField(service, path);
      const isUnknown = message === restsOnUnknown;
      const names = service.unknownOf(path).map((name) => `\${${name}}`);
      const text = isUnknown
        ? `${formatPath(path)} rests on ${names.join(', ') || 'a variable'}, which has no value here: neither a default nor a line in .env`
        : `${formatPath(path)} ${message}`;
      this.#files.get(file)?.findings.tell(line, text, isUnknown ? 'E_INCOMPLETE' : 'E_FORMAT');
    }
  }

  results(parts: readonly PartRun[]): readonly ComposeResult[] {
    const results = [...this.#files.values()].map(({ source, findings }) => ({
      path: source.path,
      ...findings.result(),
    }));
    const isWhole =
      this.#elsewhere.length === 0 && results.every((one) => one.problems.every(({ incomplete }) => !incomplete));
    const ran = isWhole ? parts : parts.map((one) => ({ ...one, state: 'partly' as const }));
    return results.map(({ path, findings, problems }, index) => ({
      path,
      findings,
      coverage: {
        ...emptyCoverage,
        parts: index === 0 ? ran : [],
        problems: index === 0 ? [...this.#elsewhere, ...problems] : problems,
        lookedFor: ['misconfiguration'],
      },
    }));
  }
}

const keyOf = ({ service, path }: ComposeBreach): string => {
  const { path: file, pointer } = placeOfField(service, path);
  return `${file}\0${pointer}`;
};

/** Where a field of a service is written. */
function placeOfField(service: ComposeService, path: FieldPath): ManifestLocation {
  const { source, path: written } = service.origin(path);
  const pointer = written.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { kind: 'manifest', path: source.path, pointer, ...source.document.keyPositionOf(written) };
}

const fileSubject = (path: string): Subject => ({ kind: 'files', name: path, content: 'compose', path });
