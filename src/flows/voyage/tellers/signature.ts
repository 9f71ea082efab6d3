import { count, type Outcome, signerText } from '../../../core/index.ts';
import { readSignature, type SignatureChecked, type SignatureMade } from '../../ship/evidence.ts';
import type { Teller, Told } from '../teller.ts';
import { first, shortText } from '../words.ts';

/** A plain signature that was made or checked. */
export const tellSignature: Teller = (record) => {
  const payload = readSignature(record);
  return [payload.act === 'made' ? madeBy(payload, 'Signed', []) : checkOf(payload, 'Signature')];
};

/** What was attached by us. */
export function madeBy(payload: SignatureMade, verb: string, more: readonly string[]): Told {
  const details = [...more, `kept in ${payload.store} as ${shortText(payload.manifest)}`];
  return { phase: 'ship', title: `${verb} with ${signerText(payload.signer)}`, outcome: 'good', details };
}

const outcomes: Readonly<Record<SignatureChecked['verdict'], Outcome>> = {
  trusted: 'good',
  'not-trusted': 'bad',
  undetermined: 'unknown',
};

const says: Readonly<Record<SignatureChecked['verdict'], string>> = {
  trusted: 'trusted',
  'not-trusted': 'not trusted',
  undetermined: 'could not be checked',
};

/** What came of a check, and why. */
export function checkOf(payload: SignatureChecked, what: string): Told {
  const times = payload.verified.flatMap(({ time }) =>
    time === undefined ? [] : [`signed ${time.at} by the word of ${time.source}`],
  );
  const steps = payload.evidence
    .map(({ statement, observed, expected }) => withValues(statement, observed, expected))
    .filter((line) => line !== payload.why);
  return {
    phase: 'ship',
    title: `${what} checked for ${signerText(payload.signer)}: ${says[payload.verdict]}`,
    outcome: outcomes[payload.verdict],
    verdict: true,
    details: [
      payload.why,
      ...(payload.verified.length > 1 ? [`${count(payload.verified.length, 'signature')} meet the requirement`] : []),
      ...first(times, 3),
      ...first(steps, 4),
    ],
  };
}

function withValues(statement: string, observed?: string, expected?: string): string {
  const values = [
    ...(observed === undefined ? [] : [`seen ${observed}`]),
    ...(expected === undefined ? [] : [`expected ${expected}`]),
  ];
  return values.length === 0 ? statement : `${statement} (${values.join(', ')})`;
}
