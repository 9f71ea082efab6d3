import { isDigest, signerKey, signerText } from '../../../core/index.ts';
import { readSignature } from '../../../records/index.ts';
import type { Question } from '../question.ts';

/** Nobody signed it, nobody checked the signature, or the check for a signer did not end well and no later one for the same signer did. */
export const signatureOpen: Question = (known) => {
  if (!isDigest(known.subject)) return [];
  const payloads = [...known.all('signature'), ...known.all('attestation')].map((record) => ({
    record,
    payload: readSignature(record),
  }));
  const checks = new Map(
    payloads.flatMap(({ record, payload }) =>
      payload.act === 'checked' ? [[`${record.kind} ${signerKey(payload.signer)}`, { record, payload }] as const] : [],
    ),
  );
  const failed = [...checks.values()].filter(({ payload }) => payload.verdict !== 'trusted');
  const questions = failed.map(({ record, payload }) => ({
    phase: 'ship' as const,
    outcome: payload.verdict === 'not-trusted' ? ('bad' as const) : ('unknown' as const),
    title: `The ${record.kind} asked of ${signerText(payload.signer)} ${payload.verdict === 'not-trusted' ? 'was not trusted' : 'could not be checked'}`,
    details: [payload.why],
  }));
  if (questions.length > 0) return questions;
  const signatures = payloads.filter(({ record }) => record.kind === 'signature');
  if (signatures.length === 0)
    return [
      {
        phase: 'ship',
        outcome: 'unknown',
        title: 'No signature is known',
        details: [],
        remedy: 'Sign it: seaworthy sign IMAGE; or check whose it is: seaworthy verify IMAGE',
      },
    ];
  if (signatures.some(({ payload }) => payload.act === 'checked')) return [];
  return [
    {
      phase: 'ship',
      outcome: 'unknown',
      title: 'It was signed, and the signature was never checked',
      details: [],
      remedy: 'Check it: seaworthy verify IMAGE',
    },
  ];
};
