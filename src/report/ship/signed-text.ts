import type { Signer } from '../../core/index.ts';
import type { Kept, SignedImage } from '../../flows/index.ts';
import { facts } from '../terminal/table.ts';

type Fact = readonly [string, string];

/** Who signed, or must have; a digest stands on a line of its own, so that it can be copied. */
export function signerFacts(signer: Signer): readonly Fact[] {
  if (signer.kind === 'key')
    return [
      ['key', signer.algorithm ?? ''],
      ['', signer.fingerprint],
    ];
  return [
    ['signer', signer.subject],
    ['issuer', signer.issuer],
  ];
}

/** Where the evidence is, where it was kept. */
export function ledgerFacts({ record }: Kept): readonly Fact[] {
  return record === undefined ? [] : [['ledger', `record ${record}`]];
}

/** What was signed and attached, under a title that says which of it. */
export function signedText(title: 'Signed' | 'Attested', signed: SignedImage, width: number): string {
  const { target, subject, store, predicateType, signer, manifest } = signed;
  const rows: readonly Fact[] = [
    ['image', target],
    ['', subject],
    ...(title === 'Signed' ? [] : [['type', predicateType] as const]),
    ...signerFacts(signer),
    ['stored', store],
    ['', manifest],
    ...ledgerFacts(signed),
  ];
  return `${title}\n\n${facts(rows, width)}`;
}
