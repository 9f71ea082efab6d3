import { defined, roughSpan } from '../../../../core/index.ts';
import type { Setting } from '../../../../foundations/formats/index.ts';
import type { AttestationFact } from '../facts.ts';
import { fault } from '../fault.ts';
import type { GateSigner } from '../gate.ts';
import { mappingSchema, saying, spanSchema, textSchema } from '../settings/schema-parts.ts';
import { type GateSources, readSigners, signersSchema } from '../settings/signers.ts';
import type { RuleKind } from './rule-kind.ts';
import { clockSkew } from './scan-gaps.ts';
import { bySigners, notKnown, signerNames } from './signers-match.ts';

export const attestedRuleKind: RuleKind = {
  key: 'attested',
  title:
    'An attestation of this type hangs on the image, signed by one of these, and no older than this by verified time.',
  example:
    '{ type: https://slsa.dev/provenance/v1, by: [{ issuer: https://accounts.example.com, subject: ci@example.com }], maxAge: 30d }',
  schema: mappingSchema(
    {
      type: saying('Predicate type: a URI, or a short name such as cyclonedx.', textSchema),
      by: signersSchema,
      maxAge: saying('How old it may be, by verified time: 30d.', spanSchema),
    },
    ['type', 'by'],
  ),
  read(setting, sources) {
    setting.keys('type', 'by', 'maxAge');
    const type = readType(setting.get('type'), sources);
    const signers = readSigners(setting.get('by'), sources);
    const maxAge = setting.get('maxAge').duration();
    return {
      about: 'image',
      needs: { digest: true, attestations: [{ type, signers }] },
      evaluate(image, now) {
        if (!image.digest.known) return notKnown(image.digest.why, 'Make the image reachable, or name it by digest.');
        if (!image.attestations.known)
          return notKnown(
            image.attestations.why,
            'Make the registry reachable, so that attestations can be looked for.',
          );
        const ofType = image.attestations.value.filter(({ predicateType }) => predicateType === type);
        const { trusted, open } = bySigners(ofType, signers);
        const aged = trusted.map((found) => ({ ...found, wrong: ageFault(found.fact, maxAge, now) }));
        const good = aged.find(({ wrong }) => wrong === undefined);
        const [undecided] = open;
        const why = aged[0]?.wrong ?? `No attestation of type ${type} by a signer that is asked for was found.`;
        const missing = () =>
          fault(
            ['attestation', type],
            {
              kind: 'signature',
              statement: why,
              observed: `${ofType.length} attestations of this type`,
              expected: expectation(type, signers, maxAge),
            },
            `Attest again: seaworthy attest IMAGE, type ${type}, signed by ${signerNames(signers)}.`,
          );
        const isOpen = good === undefined && undecided !== undefined;
        return {
          limits: [{ what: 'missing attestations', max: 0, faults: good === undefined && !isOpen ? [missing()] : [] }],
          ...(isOpen
            ? {
                unknown: {
                  why: undecided.why ?? 'an attestation could not be checked',
                  remedy: 'Make it possible to check it, then ask again.',
                },
              }
            : {}),
          good: `attested by ${good?.signer.name}`,
          evidence:
            good === undefined
              ? []
              : [
                  {
                    kind: 'signature',
                    statement: `Attestation ${type} by ${good.signer.name}${good.fact.verifiedTime === undefined ? '' : `, made at ${good.fact.verifiedTime}`}.`,
                    ...defined({ source: good.fact.source }),
                  },
                ],
        };
      },
    };
  },
};

/** A predicate type: a URI, or a short name that stands for one. */
function readType(setting: Setting, sources: GateSources): string {
  const text = setting.requiredText();
  const uri = sources.predicateTypes.get(text) ?? text;
  if (text !== '' && !uri.includes(':'))
    setting.complain(
      `a URI is expected, or one of ${[...sources.predicateTypes.keys()].join(', ') || 'no short names'}`,
    );
  return uri;
}

/** Why an attestation is too old; undefined when it is not, or age does not matter. Only time by the word of a log or authority counts. */
function ageFault(fact: AttestationFact, maxAge: number | undefined, now: Date): string | undefined {
  if (maxAge === undefined) return undefined;
  const made = fact.verifiedTime === undefined ? Number.NaN : Date.parse(fact.verifiedTime);
  if (Number.isNaN(made)) return 'Nobody who is trusted for that says when the attestation was made.';
  const age = now.getTime() - made;
  if (age < -clockSkew) return `The attestation was made in the future (${fact.verifiedTime}).`;
  return age > maxAge ? `The attestation is ${roughSpan(age)} old (${fact.verifiedTime}).` : undefined;
}

function expectation(type: string, signers: readonly GateSigner[], maxAge: number | undefined): string {
  const age = maxAge === undefined ? '' : `, no older than ${roughSpan(maxAge)}`;
  return `${type} by ${signerNames(signers)}${age}`;
}
