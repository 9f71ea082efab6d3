import {
  asSeaworthyError,
  type Coverage,
  defined,
  emptyCoverage,
  findingOfCheck,
  type LayerRef,
  type Location,
  type OtherFinding,
  type PartRun,
  type Problem,
  printable,
  type Subject,
  withWhy,
} from '../../../../core/index.ts';
import { imageMask, type Mask } from '../../secrets/index.ts';
import type { Breach, DockerfileCheck } from '../dockerfile/check.ts';
import { packageCacheLeft } from '../dockerfile/checks/package-cache-left.ts';
import { asDockerfile } from './as-dockerfile.ts';
import type { ImageBreach, ImageCheck } from './check.ts';
import { imageChecks } from './checks/index.ts';
import { historyChecks } from './history-checks.ts';
import { type ImageToJudge, ImageView } from './view.ts';

/** The part's name in the coverage. */
const part = 'image';
/** Findings of one check in one image; more are counted and told, not listed. */
const maxBreaches = 500;

export interface JudgeImageOptions {
  /** Checks to run; all by default. */
  readonly checks?: readonly ImageCheck[];
  readonly historyChecks?: readonly DockerfileCheck[];
  readonly subject: Subject;
  /** Of an image whose layers are at hand, base first. */
  readonly layers?: readonly LayerRef[];
  /** The file that holds the configuration, where that is what is judged. */
  readonly path?: string;
}

/** What is wrong with an image. */
export interface JudgedImage {
  readonly findings: readonly OtherFinding[];
  readonly coverage: Coverage;
}

type Judged = Pick<ImageCheck, 'id' | 'version'>;

/**
 * Judges an image by its configuration: by the checks of images, and by those of Dockerfiles that hold of what its history says was run. Pure. What a check could
 * not look at is told with the part that did not run; nothing of it is a pass.
 */
export function judgeImage(facts: ImageToJudge, options: JudgeImageOptions): JudgedImage {
  const { checks = imageChecks, historyChecks: ofHistory = historyChecks } = options;
  const view = new ImageView(facts);
  const findings = new Findings(options, imageMask(facts.config));
  const parts: PartRun[] = [];
  const problems: Problem[] = [];
  const where = options.path ?? 'image configuration';
  const hasHistory = view.steps.some(({ text }) => text !== '');
  const run = (check: Judged, found: number, missing?: string, state: PartRun['state'] = 'complete'): void =>
    void parts.push({ id: check.id, version: check.version, files: 1, found, state, ...defined({ why: missing }) });
  const untold = 'the image tells no history of how it was built';
  for (const check of checks) {
    if (check.of === 'history' && !hasHistory) run(check, 0, untold, 'not-run');
    else if (check.of === 'files' && view.files === undefined) run(check, 0, 'its layers were not read', 'not-run');
    else if (check.of === 'name' && view.name === undefined) run(check, 0, 'it has no name', 'not-run');
    else run(check, findings.of(check, check.look(view)));
  }
  if (checks.some(({ of }) => of === 'files')) problems.push(...unlisted(view, where));
  const limited = findings.tooMany.map(
    (id): Problem => ({
      code: 'E_LIMIT',
      message: `more than ${maxBreaches} findings of ${id}`,
      where,
      part,
      incomplete: true,
    }),
  );
  try {
    const { view: retold, originOf } = asDockerfile(view);
    // What a layer holds says more of it than the step that made it: a cache that was mounted is in none.
    const told = view.files === undefined ? ofHistory : ofHistory.filter((check) => check !== packageCacheLeft);
    for (const check of told) {
      const found = findings.of(check, placed(check.look(retold), originOf));
      run(
        check,
        found,
        hasHistory ? undefined : `${untold}: its variables alone were looked at`,
        hasHistory ? undefined : 'partly',
      );
    }
    for (const { at, why } of retold.unread)
      problems.push({
        code: 'E_LIMIT',
        message: `${why}: what follows there is not judged`,
        where: `${where}, ${originOf(at.line).entry}`,
        part,
        incomplete: true,
      });
  } catch (cause) {
    const error = asSeaworthyError(cause, 'E_INTERNAL', 'the history could not be judged', where);
    const message = withWhy(error.message, error.why);
    problems.push({ code: error.code, message, where, part, incomplete: true });
  }
  if (!hasHistory && ofHistory.length > 0)
    problems.push({ code: 'E_INCOMPLETE', message: `${untold}: no step was judged`, where, part, incomplete: false });
  return {
    findings: findings.all,
    coverage: { ...emptyCoverage, parts, problems: [...limited, ...problems], lookedFor: ['misconfiguration'] },
  };
}

/** Lists of files that are longer than what was judged. */
function* unlisted({ files }: ImageView, where: string): Iterable<Problem> {
  if (files === undefined) return;
  const { setid, capable, open, leftovers, secrets } = files;
  const lists = { 'setuid or setgid': setid, capabilities: capable, 'rights for all': open, leftovers, secrets };
  for (const [what, { files: listed, total }] of Object.entries(lists))
    if (total > listed.length) {
      const message = `${total} files (${what}): those past the first ${listed.length} were not judged`;
      yield { code: 'E_LIMIT', message, where, part, incomplete: true };
    }
}

function* placed(
  breaches: Iterable<Breach>,
  originOf: ReturnType<typeof asDockerfile>['originOf'],
): Iterable<ImageBreach> {
  for (const { at, observed, expected, severity } of breaches)
    yield { ...originOf(at.line), observed, expected, ...defined({ severity }) };
}

/** Makes findings of breaches, and counts them. */
class Findings {
  readonly all: OtherFinding[] = [];
  /** Checks with more than are listed. */
  readonly tooMany: string[] = [];
  readonly #options: JudgeImageOptions;
  readonly #mask: Mask;

  constructor(options: JudgeImageOptions, mask: Mask) {
    this.#options = options;
    this.#mask = mask;
  }

  /** How many there are of the check. */
  of(check: ImageCheck | DockerfileCheck, breaches: Iterable<ImageBreach>): number {
    const same = new Map<string, number>();
    let found = 0;
    for (const breach of breaches) {
      if (++found > maxBreaches) {
        this.tooMany.push(check.id);
        break;
      }
      const observed = short(this.#mask(breach.observed));
      // The number of a step changes with every build that has one more; the same thing a second time is told apart by its count.
      const { path, entry: named = '' } = breach;
      const entry = path ?? (named.startsWith('history') ? 'history' : named);
      const key = JSON.stringify([entry, observed]);
      const times = same.get(key) ?? 0;
      same.set(key, times + 1);
      this.all.push(this.#finding(check, { ...breach, observed }, [entry, observed, String(times)]));
    }
    return found;
  }

  #finding(check: ImageCheck | DockerfileCheck, breach: ImageBreach, identity: readonly string[]): OtherFinding {
    const { subject, path, layers } = this.#options;
    const entry = this.#mask(breach.entry ?? '');
    const inImage = breach.path;
    const layer = breach.layer === undefined ? undefined : layers?.[breach.layer];
    const location: Location =
      inImage !== undefined
        ? { kind: 'image-file', path: inImage, ...defined({ layer }) }
        : path === undefined
          ? { kind: 'image-config', entry, ...defined({ layer }) }
          : { kind: 'file', path };
    const place = inImage === undefined ? entry : `/${printable(inImage)}`;
    return findingOfCheck(
      check,
      {
        check: check.id,
        state: 'fail',
        message: check.title,
        evidence: [
          {
            kind: 'rule',
            statement: `${check.title} (${place}).`,
            observed: printable(breach.observed),
            expected: printable(this.#mask(breach.expected)),
            source: path ?? inImage ?? 'image configuration',
            ...defined({ layer }),
          },
        ],
      },
      {
        subject,
        location,
        identity: path === undefined ? identity : [path, ...identity],
        ...defined({ severity: breach.severity }),
      },
    );
  }
}

/** Short enough for a report. */
const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}…` : text);
