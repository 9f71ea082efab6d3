import { asSeaworthyError, type Report, SeaworthyError } from '../core/index.ts';
import { ArchiveShelf, type ImagesWanted } from '../foundations/images/index.ts';
import { listedImages } from './open-image.ts';
import { sbom, scan } from './scan.ts';
import { Session } from './session/session.ts';
import type { Settings } from './settings.ts';

/** Targets as a person wrote them, and which images of each are meant. */
export interface TargetsWanted extends ImagesWanted {
  readonly targets: readonly string[];
}

/** What came of one target, or of one image that it stands for. */
export interface TargetOutcome {
  /** It and no other. */
  readonly target: string;
  readonly report?: Report;
  /** Why there is no report. */
  readonly error?: SeaworthyError;
}

/** As `scan`, for each of them in turn, over one session. What cannot be opened or read is an outcome and stops none of the others. */
export function scanEach(wanted: TargetsWanted, given: Settings): AsyncGenerator<TargetOutcome> {
  return each(wanted, given, scan);
}

/** As `sbom`, likewise. */
export function sbomEach(wanted: TargetsWanted, given: Settings): AsyncGenerator<TargetOutcome> {
  return each(wanted, given, sbom);
}

async function* each(
  { targets, ...images }: TargetsWanted,
  given: Settings,
  make: (target: string, session: Session) => Promise<Report>,
): AsyncGenerator<TargetOutcome> {
  const shelf = new ArchiveShelf();
  const session = new Session(given, { shelf });
  try {
    const done = new Set<string>();
    for (const target of new Set(targets)) yield* ofTarget(target, images, session, make, done);
  } finally {
    await session.close();
    await shelf.close();
  }
}

async function* ofTarget(
  target: string,
  images: ImagesWanted,
  session: Session,
  make: (target: string, session: Session) => Promise<Report>,
  done: Set<string>,
): AsyncGenerator<TargetOutcome> {
  const listed = await outcomeOf(target, session, () => listedImages(target, images, session));
  if ('error' in listed) yield { target, error: listed.error };
  else
    for (const { target: one, flaw } of listed.value) {
      // Two names for one thing are looked at twice; one name is not.
      if (done.has(one)) continue;
      done.add(one);
      const made =
        flaw === undefined
          ? await outcomeOf(one, session, () => make(one, session))
          : { error: new SeaworthyError('E_FORMAT', flaw, { where: one }) };
      yield 'error' in made ? { target: one, error: made.error } : { target: one, report: made.value };
    }
}

/** What is done, or why it could not be; an interruption, or a time that is over, ends all. */
async function outcomeOf<T>(
  target: string,
  { settings: { signal } }: Session,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly error: SeaworthyError }> {
  try {
    return { value: await work() };
  } catch (thrown) {
    if (signal?.aborted === true) throw thrown;
    const error = asSeaworthyError(thrown, 'E_INTERNAL', 'an error that should not happen', target);
    return { error };
  }
}
