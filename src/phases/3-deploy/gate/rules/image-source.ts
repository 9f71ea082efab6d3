import { parseReference } from '../../../../foundations/images/index.ts';
import type { Offence } from '../gate.ts';
import { fitsAny, maxGlob } from '../name-scope.ts';
import type { RuleKind } from './rule-kind.ts';

export const imageSourceRuleKind: RuleKind = {
  key: 'imageSource',
  title: 'The image comes from one of these repositories, and is named by digest where that is asked for.',
  example: '{ allow: [registry.example.com/**], digest: true }',
  read(setting) {
    setting.keys('allow', 'digest');
    const allow = setting.get('allow').globs(maxGlob);
    const digest = setting.get('digest').boolean() ?? false;
    if (allow === undefined && !digest) setting.complain('says nothing: give allow, digest, or both');
    return {
      about: 'image',
      needs: {},
      assess(image) {
        const { registry, repository, digest: pinned } = parseReference(image.reference);
        const name = `${registry}/${repository}`;
        const offences: Offence[] = [];
        if (allow !== undefined && !fitsAny(allow, name)) {
          offences.push({
            ids: [name],
            sure: true,
            evidence: {
              kind: 'rule',
              statement: `${name} is none of the repositories allowed.`,
              observed: name,
              expected: allow.join(', '),
            },
            remedy: `Use an image from ${allow.join(', ')}.`,
          });
        }
        if (digest && pinned === undefined) {
          const resolved = image.digest.known ? `${name}@${image.digest.value}` : `${name}@sha256:…`;
          offences.push({
            ids: ['digest'],
            sure: true,
            evidence: {
              kind: 'rule',
              statement: 'The image is named by tag, which can be moved.',
              observed: image.reference,
              expected: resolved,
            },
            remedy: `Name it by digest: ${resolved}`,
          });
        }
        return {
          limits: [{ what: 'faults of the reference', max: 0, offences }],
          good: `${name} is allowed`,
          evidence: [],
        };
      },
    };
  },
};
