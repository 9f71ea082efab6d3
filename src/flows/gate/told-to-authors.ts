import type { Decision } from '../../core/index.ts';
import {
  type Gate,
  type GateFacts,
  type ImageFacts,
  type Known,
  known,
  type ManifestFacts,
  type SignatureFact,
  unknown,
  weigh,
} from '../../phases/3-deploy/index.ts';
import { notAsked } from './signature-facts.ts';

/*
 * Whoever may create a pod chooses which host is asked for its image, and reads why it was refused. What that host answers, or that nothing answers there, is
 * none of his business: a webhook stands inside the network and would be his eyes in it. So what could not be found out is told in these words alone; the
 * details go to whoever looks after the server.
 */

const ofRegistry = 'the registry could not be asked';
const ofLedger = 'what is known of the image could not be looked up';
const ofFlaw = 'it is not there, or is no image that can be judged';
const ofSigner = 'it could not be determined';

/** What is told to others, and what is kept for the log. */
export interface ToldToAuthors {
  readonly decision: Decision;
  /** What was left out, each once; empty where nothing was. */
  readonly details: readonly string[];
}

/** The decision as the author of a pod may read it: the same answer, by the same facts, without what anybody's host or our own machine had to say. */
export function toldToAuthors(gate: Gate, facts: GateFacts, now: Date, decision: Decision): ToldToAuthors {
  const details = new Set<string>();
  const images = facts.images.map((image) => withoutDetails(image, details));
  if (details.size === 0) return { decision, details: [] };
  // Only what is said changes: whether it is allowed was decided by everything that is known.
  const alike = weigh(gate, { ...facts, images }, now, decision.results);
  // Where the gate lets pass what is not known, that it refuses tells already that the image itself is at fault.
  const { results, warnings } =
    alike.allowed === decision.allowed
      ? alike
      : weigh(gate, { ...facts, images: withFlaws(facts.images, images) }, now, decision.results);
  return { decision: { ...decision, results, warnings }, details: [...details] };
}

/** The images as they are told, and those that have a flaw with that one, in words of ours. */
function withFlaws(images: readonly ImageFacts[], told: readonly ImageFacts[]): readonly ImageFacts[] {
  const flawed = <T extends ManifestFacts>(one: T | undefined, as: T): T =>
    one?.flaw === undefined ? as : { ...as, flaw: ofFlaw };
  return told.map((as, at) => {
    const { variants, ...rest } = flawed(images[at], as);
    const own = images[at]?.variants;
    if (variants?.known !== true || own?.known !== true) return variants === undefined ? rest : { ...rest, variants };
    return { ...rest, variants: known(variants.value.map((one, index) => flawed(own.value[index], one))) };
  });
}

function withoutDetails<T extends ManifestFacts & Pick<ImageFacts, 'variants'>>(image: T, details: Set<string>): T {
  const hide = <V>(fact: Known<V>, words: string): Known<V> => {
    // What no rule asks for is told nowhere.
    if (fact.known || fact === notAsked || fact.why === words) return fact;
    details.add(fact.why);
    return unknown(words);
  };
  const signers = <V extends SignatureFact>(fact: Known<readonly V[]>): Known<readonly V[]> =>
    fact.known ? known(fact.value.map((one) => signerOf(one, details))) : hide(fact, ofRegistry);
  const { variants, flaw, ...rest } = image;
  // A digest of which nobody knows what it is may be that of anything that a host has answered, unless somebody whom we trust has signed it.
  const isTrusted = [image.signatures, image.attestations].some(
    (fact) => fact.known && fact.value.some(({ verdict }) => verdict === 'trusted'),
  );
  const blind = variants?.known === false && !isTrusted ? variants.why : undefined;
  for (const why of [flaw, blind]) if (why !== undefined) details.add(why);
  const gone = flaw === undefined && blind === undefined ? undefined : unknown(ofRegistry);
  const told = {
    ...rest,
    digest: gone ?? hide(image.digest, ofRegistry),
    signatures: gone ?? signers(image.signatures),
    attestations: gone ?? signers(image.attestations),
    scan: gone ?? hide(image.scan, ofLedger),
    inUse: gone ?? hide(image.inUse, ofLedger),
  };
  if (gone !== undefined || variants === undefined) return told as T;
  const inside = variants.known
    ? known(variants.value.map((one) => withoutDetails(one, details)))
    : hide(variants, ofRegistry);
  return { ...told, variants: inside } as T;
}

/** Of a signature that is not trusted, what it lacks is told; what came along with that, from whatever host, is not. */
function signerOf<T extends SignatureFact>(fact: T, details: Set<string>): T {
  if (fact.verdict === 'trusted' || fact.why === undefined) return fact;
  const why = fact.verdict === 'undetermined' ? ofSigner : (fact.why.split(': ', 1)[0] ?? '');
  if (why !== fact.why) details.add(fact.why);
  return { ...fact, why };
}
