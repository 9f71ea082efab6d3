import { isDigest, type OpenQuestion, signerText } from '../../../core/index.ts';
import type { FullRecord } from '../../../foundations/ledger/index.ts';
import { askedSigner, first, readSignature, type SignatureChecked, vouchedSigner } from '../../../records/index.ts';
import type { Question } from '../question.ts';

interface Failed {
  readonly record: FullRecord;
  readonly payload: SignatureChecked;
  /** Somebody asked for a signer of whom nothing was made or trusted before: that speaks for nobody, and not against the image. */
  readonly isCurious: boolean;
}

/** Nobody signed it, nobody checked the signature, or the check for a signer did not end well and no later one for the same signer did. */
export const signatureOpen: Question = (known) => {
  if (!isDigest(known.subject)) return [];
  const records = [...known.all('signature'), ...known.all('attestation')].sort((a, b) => a.sequence - b.sequence);
  const vouched = new Set<string>();
  const failed = new Map<string, Failed>();
  let [isSigned, isTrusted] = [false, false];
  for (const record of records) {
    const payload = readSignature(record);
    const key = askedSigner(record.kind, payload);
    if (vouchedSigner(record.kind, payload) !== undefined) {
      vouched.add(key);
      if (payload.act === 'checked') failed.delete(key);
      isSigned ||= record.kind === 'signature';
      isTrusted ||= record.kind === 'signature' && payload.act === 'checked';
    } else if (payload.act === 'checked') {
      failed.set(key, { record, payload, isCurious: payload.verdict === 'not-trusted' && !vouched.has(key) });
    }
  }
  const open = [...failed.values()].filter(({ isCurious }) => !isCurious);
  if (open.length > 0) return open.map(questionOf);
  if (isTrusted) return [];
  if (isSigned)
    return [
      {
        phase: 'ship',
        outcome: 'unknown',
        title: 'It was signed, and the signature was never checked',
        details: [],
        remedy: 'Check it: seaworthy verify IMAGE',
      },
    ];
  return [
    {
      phase: 'ship',
      outcome: 'unknown',
      title: 'No signature is known',
      details: first(
        [...failed.values()].map(({ payload }) => `asked of ${signerText(payload.signer)}: ${payload.why}`),
      ),
      remedy: 'Sign it: seaworthy sign IMAGE; or check whose it is: seaworthy verify IMAGE',
    },
  ];
};

function questionOf({ record, payload: { signer, verdict, why } }: Failed): OpenQuestion {
  const isBad = verdict === 'not-trusted';
  return {
    phase: 'ship',
    outcome: isBad ? 'bad' : 'unknown',
    title: `The ${record.kind} asked of ${signerText(signer)} ${isBad ? 'was not trusted' : 'could not be checked'}`,
    details: [why],
  };
}
