import { isSameSigner } from '../../../../core/index.ts';
import type { SignatureFact } from '../facts.ts';
import type { Evaluation, GateSigner } from '../gate.ts';

/** The facts that are about one of the signers, the trusted ones and those that nobody could decide apart. */
export function bySigners<T extends SignatureFact>(
  facts: readonly T[],
  signers: readonly GateSigner[],
): {
  readonly trusted: readonly { readonly fact: T; readonly signer: GateSigner }[];
  readonly open: readonly T[];
  readonly refused: readonly T[];
} {
  const about = facts.flatMap((fact) => {
    const signer = signers.find((candidate) => isSameSigner(candidate, fact.signer));
    return signer === undefined ? [] : [{ fact, signer }];
  });
  return {
    trusted: about.filter(({ fact }) => fact.verdict === 'trusted'),
    open: about.filter(({ fact }) => fact.verdict === 'undetermined').map(({ fact }) => fact),
    refused: about.filter(({ fact }) => fact.verdict === 'not-trusted').map(({ fact }) => fact),
  };
}

/** Names of signers as a person reads them. */
export const signerNames = (signers: readonly GateSigner[]): string => signers.map(({ name }) => name).join(' or ');

/** An evaluation that rests on nothing but a missing fact. */
export function notKnown(why: string, remedy: string): Evaluation {
  return { limits: [], unknown: { why, remedy }, good: '', evidence: [] };
}
