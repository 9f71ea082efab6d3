import { defined } from '../../../../core/index.ts';
import { fault } from '../fault.ts';
import { readSigners, signersSchema } from '../settings/signers.ts';
import type { RuleKind } from './rule-kind.ts';
import { bySigners, notKnown, signerNames } from './signers-match.ts';

export const signedByRuleKind: RuleKind = {
  key: 'signedBy',
  title: 'One of these keys or identities has signed the image.',
  example: '[{ issuer: https://accounts.example.com, subject: release@example.com }]',
  schema: signersSchema,
  read(setting, sources) {
    const signers = readSigners(setting, sources);
    return {
      about: 'image',
      needs: { digest: true, signatures: signers },
      evaluate(image) {
        if (!image.digest.known) return notKnown(image.digest.why, 'Make the image reachable, or name it by digest.');
        if (!image.signatures.known)
          return notKnown(image.signatures.why, 'Make the registry reachable, so that signatures can be looked for.');
        const { trusted, open, refused } = bySigners(image.signatures.value, signers);
        const [found] = trusted;
        const remedy = `Sign ${image.digest.value} by ${signerNames(signers)}: seaworthy sign IMAGE.`;
        const missing = (signatures: number) =>
          fault(
            ['signature'],
            {
              kind: 'signature',
              statement: refused[0]?.why ?? 'No signature of a signer that is asked for was found.',
              observed: `${signatures} signatures looked at`,
              expected: signerNames(signers),
            },
            remedy,
          );
        const [undecided] = open;
        const unknown = {
          why: undecided?.why ?? 'a signature could not be checked',
          remedy: 'Make it possible to check the signature, then ask again.',
        };
        return {
          limits: [
            {
              what: 'missing signatures',
              max: 0,
              faults: found === undefined && undecided === undefined ? [missing(image.signatures.value.length)] : [],
            },
          ],
          ...(found === undefined && undecided !== undefined ? { unknown } : {}),
          good: `signed by ${found?.signer.name}`,
          evidence:
            found === undefined
              ? []
              : [
                  {
                    kind: 'signature',
                    statement: `Signed by ${found.signer.name}${found.fact.verifiedTime === undefined ? '' : ` at ${found.fact.verifiedTime}`}.`,
                    ...defined({ source: found.fact.source }),
                  },
                ],
        };
      },
    };
  },
};
