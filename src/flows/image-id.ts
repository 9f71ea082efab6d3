import { isDigest, SeaworthyError } from '../core/index.ts';
import { isImageId, parseReference, parseTarget, splitSelector } from '../foundations/images/index.ts';
import type { SubjectSummary } from '../foundations/ledger/index.ts';
import { nameInEngine } from './engine-name.ts';
import { inSession, type Session } from './session/session.ts';
import type { Settings } from './settings.ts';

/** Most images that one id is looked up for. */
const mostSubjects = 50;

/**
 * Where an image lies that a person named by its id, as `docker images --no-trunc` prints it: an id is the digest of a configuration, by which an engine finds
 * an image of its own and which no registry knows. The ledger knows what it has seen under which name, so that the image can be named by that and by its
 * digest. Other targets stay as they are. Throws `E_REFERENCE` for an id that the ledger does not know, or knows from an engine or an archive only.
 */
export async function withoutImageId(target: string, given: Settings | Session): Promise<string> {
  const { scheme, rest } = parseTarget(target);
  if ((scheme !== undefined && scheme !== 'registry') || !isImageId(rest)) return target;
  const known = await inSession(
    given,
    async (session) => (await session.knownLedger())?.subjects(rest, mostSubjects) ?? [],
  );
  const own = known.filter(({ subject, names }) => subject === rest || names.includes(rest));
  for (const summary of own) {
    const place = placeIn(summary);
    if (place !== undefined) return place;
  }
  const names = own.flatMap((summary) => summary.names).filter((name) => !isDigest(name));
  const seen = names.length === 0 ? 'does not know it' : `has seen it as ${names.slice(0, 3).join(', ')} only`;
  throw new SeaworthyError('E_REFERENCE', 'an image id names an image in an engine of one machine', {
    where: rest,
    why: `no registry knows it, and the ledger ${seen}`,
    next: 'Name the image as registry/repository:tag or registry/repository@sha256:…; after a scan by such a name the ledger knows its id.',
  });
}

/**
 * A target that names the image by its digest, in a place where it was seen: a layout, or a registry that the name tells. A name without one may as well be that
 * of a file, and Docker Hub is not asked for guesses.
 */
function placeIn({ subject, names }: SubjectSummary): string | undefined {
  if (!isDigest(subject)) return undefined;
  // What an engine has under a name its registry need not have.
  const inEngines = new Set(names.map(nameInEngine));
  for (const name of names.filter((one) => !inEngines.has(one))) {
    try {
      const { scheme, rest } = parseTarget(name);
      if (scheme === 'oci') return `oci:${splitSelector(rest, 'tag').path}@${subject}`;
      if (scheme !== undefined && scheme !== 'registry') continue;
      const { registry, repository } = parseReference(rest);
      if (rest.startsWith(`${registry}/`)) return `registry:${registry}/${repository}@${subject}`;
    } catch {
      // A path, or a name in an engine.
    }
  }
  return undefined;
}
