import { readSignature } from '../../ship/evidence.ts';
import type { Teller } from '../teller.ts';
import { checkOf, madeBy } from './signature.ts';

/** A signed statement that was made or checked. */
export const tellAttestation: Teller = (record) => {
  const payload = readSignature(record);
  const type = payload.predicateType;
  const said = type === undefined ? [] : [`states ${type}`];
  if (payload.act === 'made') return [madeBy(payload, 'Attested', said)];
  const check = checkOf(payload, 'Attestation');
  return [{ ...check, details: [...said, ...check.details] }];
};
