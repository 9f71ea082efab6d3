import type { FetchedFile, ParsedFeed } from '../../feed.ts';
import { parseOvalFeed } from '../../oval/parse-oval-feed.ts';
import { readFlaw } from './read-flaw.ts';
import { readNotice } from './read-notice.ts';

/** The files of one release. */
export interface UbuntuFiles {
  readonly flaws: string;
  readonly notices: string;
  readonly codename: string;
}

/** Records of one release: of its flaws, and of its notices. Either file may be missing, and is told. Throws `E_FEED`. */
export function parseUbuntuOval({ flaws, notices, codename }: UbuntuFiles, files: readonly FetchedFile[]): ParsedFeed {
  const hasFlaws = files.some(({ path }) => path === flaws);
  const absent = hasFlaws
    ? []
    : [
        `The file ${flaws} is not there: only what notices say is fixed is known, and neither what is open nor what is not affected.`,
      ];
  return parseOvalFeed(
    files.filter(({ path }) => path === flaws || path === notices),
    (definition, file, tally) =>
      file.path === flaws ? readFlaw(definition, codename, tally) : readNotice(definition, codename, hasFlaws, tally),
    absent,
  );
}
