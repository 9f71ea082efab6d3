import { type Clock, holds, systemClock } from '../../../../../core/index.ts';
import { type Dockerfile, readDockerfile, withEdits } from '../../../../../foundations/formats/index.ts';
import { changesOf, type MendedPlace, type MendedText, maxMends } from '../../mend.ts';
import type { Breach, DockerfileCheck } from '../check.ts';
import { ignoreFor, readIgnoreComments } from '../ignore-comments.ts';
import { firstGap, isOwnFrontend } from '../recognise.ts';
import { DockerfileView } from '../view.ts';

/** A larger file is no one that a person keeps in order by a program. */
const maxLength = 256 * 1024;
/** Places that are told of one check in one file. */
const maxPlaces = 500;

interface MendOptions {
  /** Checks to keep. */
  readonly checks: readonly DockerfileCheck[];
  /** Ids of checks for which somebody asked by name. */
  readonly asked: ReadonlySet<string>;
  /** Ids of checks of which an exception sets something aside in this file. */
  readonly leave: ReadonlySet<string>;
  readonly clock?: Clock;
}

/** A text that was read whole, and where it does not keep which check. */
interface Judged {
  readonly text: string;
  readonly file: Dockerfile;
  readonly view: DockerfileView;
  readonly breaches: ReadonlyMap<DockerfileCheck, readonly Breach[]>;
}

/**
 * Mends what does not keep these checks, one place after the other; what a comment sets aside is left alone. Each change is proven: the text is read again, and
 * where that place still does not keep its check, another check is broken, a comment is gone or a builder would refuse it, the change is dropped and told.
 * Answers with a reason where the file is not one that was read whole: such a file is never changed.
 */
export function mendDockerfile(
  path: string,
  text: string,
  options: MendOptions,
): MendedText | { readonly why: string } {
  if (text.length > maxLength) return { why: `it is larger than ${maxLength} characters` };
  const first = judge(path, text, options);
  if (typeof first === 'string') return { why: first };
  let now: Judged = first;
  let left = maxMends;
  const places: MendedPlace[] = [];
  for (const check of options.checks) {
    for (let index = 0; index < maxPlaces; ) {
      const breach = now.breaches.get(check)?.[index];
      if (breach === undefined) break;
      const told = { check: check.id, title: check.title, line: breach.at.line };
      const { view } = now;
      const mend = changesOf(
        { isSetAside: options.leave.has(check.id), isAsked: options.asked.has(check.id), left },
        () => check.mender?.mend(breach, view),
      );
      index++;
      if ('state' in mend) places.push({ ...told, ...mend });
      else {
        left--;
        const after = judge(path, withEdits(now.text, mend.changes), options);
        const why = whyNotProven(now, after, check);
        if (typeof after === 'string' || why !== undefined) places.push({ ...told, state: 'kept', why: why ?? '' });
        else {
          places.push({ ...told, state: 'mended' });
          now = after;
          index--;
        }
      }
    }
  }
  return { text: now.text, places };
}

/** The text judged; or why it was not read whole. */
function judge(path: string, text: string, { checks, clock = systemClock }: MendOptions): Judged | string {
  const file = readDockerfile(path, new TextEncoder().encode(text));
  const [problem] = file.problems;
  if (problem !== undefined) return `line ${problem.line}: ${problem.message}`;
  if (file.stages.length === 0) return 'it has no FROM';
  if (firstGap(path, file) !== undefined) return 'it is a template';
  const { syntax } = file.directives;
  if (syntax !== undefined && !isOwnFrontend(syntax)) return 'another front end reads it';
  const view = new DockerfileView(file, text);
  const { ignores } = readIgnoreComments(file);
  const now = clock.now();
  const breaches = new Map<DockerfileCheck, readonly Breach[]>();
  for (const check of checks) {
    const ignoreOf = ignoreFor(check, ignores);
    const found: Breach[] = [];
    for (const breach of check.look(view)) {
      const ignore = ignoreOf(breach.at.line);
      if (ignore === undefined || !holds(ignore, now)) found.push(breach);
      if (found.length >= maxPlaces) break;
    }
    breaches.set(check, found);
  }
  const [unread] = view.unread;
  return unread === undefined ? { text, file, view, breaches } : `line ${unread.at.line}: ${unread.why}`;
}

/** Why a change is not believed. */
function whyNotProven(before: Judged, after: Judged | string, check: DockerfileCheck): string | undefined {
  if (typeof after === 'string') return `a builder would not read what is made of it: ${after}`;
  const countOf = ({ breaches }: Judged, one: DockerfileCheck): number => breaches.get(one)?.length ?? 0;
  if (countOf(after, check) >= countOf(before, check)) return 'what is made of it would not keep the check either';
  const broken = [...before.breaches.keys()].find((one) => one !== check && countOf(after, one) > countOf(before, one));
  if (broken !== undefined) return `what is made of it would not keep ${broken.id}`;
  const said = ({ file }: Judged): string => file.comments.map(({ text }) => text).join('\n');
  return said(before) === said(after) ? undefined : 'a comment would be lost';
}
