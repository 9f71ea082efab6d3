import { type Members, membersOf } from '../shape.ts';
import { upgradeSubject } from '../shapes/subject.ts';

/**
 * What a scan did not tell a gate from the beginning. That it looked for nothing is the careful thing to say: a rule about a kind of findings that nobody
 * looked for is not assessed.
 */
const later = { lookedFor: [], unjudged: [], unidentified: { count: 0, examples: [] } };

/** A decision as it is told today, of whatever was written before. */
export function fillDecision(stored: unknown): unknown {
  const decided = inMember(stored, 'decision', (decision) =>
    inMember(inMember(decision, 'subject', upgradeSubject), 'results', (results) => inEach(results, fillResult)),
  );
  return inMember(decided, 'facts', (facts) =>
    inMember(inMember(facts, 'subject', upgradeSubject), 'images', (images) => inEach(images, fillImage)),
  );
}

/** A result had its rule's name as `rule` alone, and one that was waived was a pass with an exception. */
function fillResult(result: unknown): unknown {
  const members = membersOf(result);
  if (members === undefined) return result;
  const { rule: check, state, exception } = members;
  const waived = state === 'pass' && exception !== undefined ? { state: 'excepted' } : {};
  return { check, ...members, ...waived };
}

const fillImage = (image: unknown): unknown =>
  inMember(fillManifest(image), 'variants', (variants) =>
    inMember(variants, 'value', (value) => inEach(value, fillManifest)),
  );

const fillManifest = (manifest: unknown): unknown =>
  inMember(manifest, 'scan', (scan) => inMember(scan, 'value', (value) => withMembers(value, later)));

/** The object with one member changed; anything else, and an object without that member, as it is. */
function inMember(value: unknown, name: string, change: (member: unknown) => unknown): unknown {
  const members = membersOf(value);
  return members !== undefined && Object.hasOwn(members, name) ? { ...members, [name]: change(members[name]) } : value;
}

const inEach = (value: unknown, change: (one: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map(change) : value;

function withMembers(value: unknown, absent: Members): unknown {
  const members = membersOf(value);
  return members === undefined ? value : { ...absent, ...members };
}
