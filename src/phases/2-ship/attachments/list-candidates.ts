import { asSeaworthyError, type Blame, blameOf, type Digest, errorLine } from '../../../core/index.ts';
import type { ArtifactStore, Descriptor } from '../../../foundations/images/index.ts';
import { bundleMediaTypes } from '../bundles/bundle.ts';
import { type OtherForm, otherFormOf } from './other-forms.ts';

/** Why something was not looked at, and who can have caused that. */
export interface NotLookedAt {
  readonly text: string;
  readonly blame: Blame;
}

/** Things that hang on one image of which any are looked at. An image has a few; more is somebody's flood. */
export const mostReferrers = 10_000;

export function notLookedAt(error: unknown): NotLookedAt {
  return { text: errorLine(asSeaworthyError(error, 'E_INTERNAL', 'something unexpected')), blame: blameOf(error) };
}

/** What hangs on an image and may be a bundle, before any of it was looked at. */
export class Candidates {
  readonly others: OtherForm[] = [];
  problem: NotLookedAt | undefined;
  /** Everything that is listed. A list may name the same thing twice, with a lie the first time: both are kept. */
  readonly #listed = new Set<string>();
  #found: Descriptor[] = [];

  /** How many things are listed, of whatever kind. */
  get listed(): number {
    return this.#listed.size;
  }

  /** Those that say that they are bundles first, and the small ones first: a signature is small, and junk of any size must not stand before it. */
  inOrder(): readonly Descriptor[] {
    const rank = ({ artifactType = '' }: Descriptor): number => (bundleMediaTypes.has(artifactType) ? 0 : 1);
    return this.#found.toSorted((a, b) => rank(a) - rank(b) || a.size - b.size || (a.digest < b.digest ? -1 : 1));
  }

  /** Lists what hangs on the image, page by page; what was listed before an error is kept. */
  async list(store: ArtifactStore, subject: Digest): Promise<void> {
    try {
      for await (const page of store.referrerPages(subject)) {
        for (const entry of page) this.#take(entry);
        if (this.#listed.size <= mostReferrers) continue;
        this.#found = [];
        this.problem = { text: `more than ${mostReferrers} things hang on it`, blame: 'content' };
        return;
      }
    } catch (error) {
      this.problem = notLookedAt(error);
    }
  }

  #take(entry: Descriptor): void {
    const { artifactType = '', digest, size } = entry;
    const key = `${digest} ${size} ${artifactType}`;
    if (this.#listed.has(key)) return;
    this.#listed.add(key);
    // Old clients list artifacts by the type of their configuration: whoever looks like one is opened.
    if (bundleMediaTypes.has(artifactType) || artifactType === '' || /empty|config/.test(artifactType)) {
      this.#found.push(entry);
      return;
    }
    const form = otherFormOf(artifactType);
    if (form !== undefined) this.others.push({ form, place: digest });
  }
}
