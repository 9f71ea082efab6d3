import { defined, inParallel, type Problem, SeaworthyError } from '../../core/index.ts';
import { openArtifactStore, parseReference } from '../../foundations/images/index.ts';
import { chainIdOf, imageBuild, type KnownBase } from '../../phases/1-build/base-images/index.ts';
import { listedImages, openImage } from '../open-image.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { baseProblem } from './base-problem.ts';

/** Tags of one repository that are looked at, and how many at a time. */
const mostTags = 5_000;
const width = 4;
/** How long a list of tags may be: beyond it, whoever wants one names it. */
const tagBounds = { names: 100_000, pages: 1_000 } as const;

/** What was found of base images, and what was not. */
export interface BasesFound {
  readonly bases: readonly KnownBase[];
  /** Tags that were looked at. */
  readonly tags: number;
  readonly problems: readonly Problem[];
}

/**
 * The images of repositories as bases that others may be built from: each tag that `isWanted`, for each platform. Manifests and configurations are read, no layer. A
 * repository or tag that cannot be read is told, and the others are read all the same. Throws `E_REFERENCE`, and `E_USAGE` under `offline`.
 */
export function findBases(
  repositories: readonly string[],
  isWanted: (tag: string) => boolean,
  given: Settings | Session,
): Promise<BasesFound> {
  return inSession(given, async (session) => {
    if (session.settings.offline)
      throw new SeaworthyError('E_USAGE', 'base images are listed by their registries, and `--offline` is set');
    const found: BasesFound[] = [];
    for (const repository of repositories) found.push(await ofRepository(repository, isWanted, session));
    return {
      bases: found.flatMap(({ bases }) => bases),
      tags: found.reduce((sum, { tags }) => sum + tags, 0),
      problems: found.flatMap(({ problems }) => problems),
    };
  });
}

async function ofRepository(text: string, isWanted: (tag: string) => boolean, session: Session): Promise<BasesFound> {
  // A tag behind the last part of the path names one image; a port stands before it.
  const tag = /:([^/:@]+)$/.exec(text)?.[1];
  const repository = tag === undefined ? text : text.slice(0, -tag.length - 1);
  parseReference(text);
  const problems: Problem[] = [];
  const tell = (error: unknown, where: string): void => {
    problems.push(baseProblem(error, 'it could not be read', where));
  };
  let tags: readonly string[] = tag === undefined ? [] : [tag];
  try {
    if (tag === undefined) {
      const { store } = await openArtifactStore(`registry:${repository}`, session.storeOptions);
      tags = (await store.tags(tagBounds)).filter(isWanted);
    }
  } catch (error) {
    tell(error, repository);
  }
  if (tags.length === 0 && problems.length === 0)
    tell(new SeaworthyError('E_NOT_FOUND', 'no tag was found that is wanted'), repository);
  if (tags.length > mostTags)
    tell(
      new SeaworthyError('E_LIMIT', `${tags.length} tags are wanted, of which ${mostTags} are looked at`),
      repository,
    );
  const bases = await inParallel(tags.slice(0, mostTags), width, async (one) => {
    const name = `${repository}:${one}`;
    try {
      const listed = await listedImages(`registry:${name}`, { everyPlatform: true }, session);
      const images: KnownBase[] = [];
      for (const { target, flaw } of listed) {
        if (flaw !== undefined) tell(new SeaworthyError('E_FORMAT', flaw), name);
        else images.push(...(await baseOf(target, name, session)));
      }
      return images;
    } catch (error) {
      tell(error, name);
      return [];
    }
  });
  return { bases: bases.flat(), tags: Math.min(tags.length, mostTags), problems };
}

/** None where the image has no layers, or does not tell them all. */
async function baseOf(target: string, name: string, session: Session): Promise<readonly KnownBase[]> {
  const image = await openImage(target, session);
  try {
    const build = imageBuild(image);
    const chainId = build && chainIdOf(build.diffIds);
    if (chainId === undefined || image.subject.kind !== 'image') return [];
    return [{ name, digest: image.subject.digest, chainId, source: name, ...defined({ created: build?.created }) }];
  } finally {
    await image.close();
  }
}
