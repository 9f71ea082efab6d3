import { count, type Outcome, signerText } from '../../core/index.ts';
import type { Fact, Telling, Told } from '../record-kind.ts';
import { first, shortText } from '../sentences.ts';
import { askedSigner, type SignatureChecked, type SignatureMade, type SignaturePayload } from './payload.ts';

/** A plain signature that was made or checked. */
export function tellSignature(payload: SignaturePayload, telling: Telling<SignaturePayload>): readonly Told[] {
  return [payload.act === 'made' ? madeBy(payload, 'Signed', []) : checkOf(payload, 'Signature', telling)];
}

/** What was attached by us. */
export function madeBy(payload: SignatureMade, verb: string, more: readonly string[]): Told {
  const details = [...more, `kept in ${payload.store} as ${shortText(payload.manifest)}`];
  return { title: `${verb} with ${signerText(payload.signer)}`, outcome: 'good', details };
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

/** What came of a check, and why. That somebody asked for a signer who never signed speaks for nobody, and not against the image either. */
export function checkOf(payload: SignatureChecked, what: string, { record, vouched }: Telling<SignaturePayload>): Told {
  const isCurious = payload.verdict === 'not-trusted' && vouched?.has(askedSigner(record.kind, payload)) === false;
  const times = payload.verified.flatMap(({ time }) =>
    time === undefined ? [] : [`signed ${time.at} by the word of ${time.source}`],
  );
  const steps = payload.evidence
    .map(({ statement, observed, expected }) => withValues(statement, observed, expected))
    .filter((line) => line !== payload.why);
  return {
    title: `${what} checked for ${signerText(payload.signer)}: ${says[payload.verdict]}`,
    outcome: isCurious ? 'info' : outcomes[payload.verdict],
    ...(isCurious ? { aside: true } : { verdict: true }),
    details: [
      payload.why,
      ...(isCurious ? ['nothing by this signer was made or trusted before, as far as the ledger knows'] : []),
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

/** A signature or an attestation in short. */
export function signatureFacts(payload: SignaturePayload): readonly Fact[] {
  const { signer, store } = payload;
  const manifests = payload.act === 'made' ? [payload.manifest] : payload.verified.map(({ manifest }) => manifest);
  return [
    payload.act === 'made' ? ['made', 'signed and attached'] : ['checked', payload.verdict.replace('-', ' ')],
    ...(payload.act === 'made' ? [] : [['why', payload.why] as const]),
    ['type', payload.predicateType ?? 'a signature'],
    ...(signer.kind === 'key'
      ? [['key', signer.algorithm ?? 'of an algorithm that is not told'] as const, ['', signer.fingerprint] as const]
      : [['signer', signer.subject] as const, ['issuer', signer.issuer] as const]),
    ['in', store],
    ...manifests.map((manifest) => ['', manifest] as const),
  ];
}
