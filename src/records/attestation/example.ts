import { exampleChecked, exampleMade } from '../signature/example.ts';
import type { SignaturePayload } from '../signature/payload.ts';

export const example: SignaturePayload = exampleChecked;
export const others: readonly SignaturePayload[] = [{ ...exampleMade, predicateType: 'https://cyclonedx.org/bom' }];
