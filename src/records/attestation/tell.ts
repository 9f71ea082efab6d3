import type { Telling, Told } from '../record-kind.ts';
import type { SignaturePayload } from '../signature/payload.ts';
import { checkOf, madeBy } from '../signature/tell.ts';

/** A signed statement that was made or checked. */
export function tellAttestation(payload: SignaturePayload, telling: Telling<SignaturePayload>): readonly Told[] {
  const type = payload.predicateType;
  const said = type === undefined ? [] : [`states ${type}`];
  if (payload.act === 'made') return [madeBy(payload, 'Attested', said)];
  const check = checkOf(payload, 'Attestation', telling);
  return [{ ...check, details: [...said, ...check.details] }];
}
