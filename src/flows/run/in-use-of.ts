import { type Digest, SeaworthyError } from '../../core/index.ts';
import type { InUseEvidence } from '../../phases/4-run/index.ts';
import { requireShape } from '../ledger/payloads.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';

/** Observations that are joined: older ones say little of today. */
const mostObservations = 50;

/** What the ledger knows of the use of an image, newest first; nothing without a ledger. Throws what a ledger throws. */
export async function inUseOf(image: Digest, given: Settings | Session): Promise<readonly InUseEvidence[]> {
  return inSession(given, async (session) => {
    const ledger = await session.knownLedger();
    if (ledger === undefined) return [];
    const page = await ledger.list({ subject: image, kinds: ['in-use'], limit: mostObservations });
    const found: InUseEvidence[] = [];
    for (const { sequence } of page.records) {
      const record = await ledger.get(sequence);
      if (!record) throw new SeaworthyError('E_LEDGER', `record ${sequence} is gone`);
      requireShape(record, 'in-use', isInUse(record.payload));
      found.push(record.payload as InUseEvidence);
    }
    return found;
  });
}

function isInUse(value: unknown): boolean {
  const { observation, packages, limits } = Object(value) as Partial<Record<keyof InUseEvidence, unknown>>;
  const isPackage = (one: unknown): boolean => {
    const { purl, name, version, strongest, last, files } = Object(one) as Record<string, unknown>;
    const areTexts = [purl, name, version, last].every((text) => typeof text === 'string');
    return areTexts && ['exec', 'map', 'open'].includes(String(strongest)) && Array.isArray(files);
  };
  const observedFor = (Object(observation) as { observedFor?: unknown }).observedFor;
  return (
    typeof observedFor === 'number' && Array.isArray(limits) && Array.isArray(packages) && packages.every(isPackage)
  );
}
