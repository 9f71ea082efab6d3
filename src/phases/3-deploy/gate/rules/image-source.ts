import { parseReference } from '../../../../foundations/images/index.ts';
import { type Fault, fault } from '../fault.ts';
import { fitsAny, maxGlob } from '../name-scope.ts';
import { globsSchema, mappingSchema, saying, switchSchema } from '../settings/schema-parts.ts';
import type { RuleKind } from './rule-kind.ts';

export const imageSourceRuleKind: RuleKind = {
  key: 'imageSource',
  title: 'The image comes from one of these repositories, and is named by digest where that is asked for.',
  example: '{ allow: [registry.example.com/**], digest: true }',
  schema: {
    ...mappingSchema({
      allow: saying('Repositories that images may come from: registry.example.com/**.', globsSchema),
      digest: saying('Whether images must be named by digest.', switchSchema),
    }),
    minProperties: 1,
  },
  read(setting) {
    setting.keys('allow', 'digest');
    const allow = setting.get('allow').globs(maxGlob);
    const digest = setting.get('digest').boolean() ?? false;
    if (allow === undefined && !digest) setting.complain('says nothing: give allow, digest, or both');
    return {
      about: 'image',
      needs: {},
      evaluate(image) {
        const { registry, repository, digest: pinned } = parseReference(image.reference);
        const name = `${registry}/${repository}`;
        const faults: Fault[] = [];
        if (allow !== undefined && !fitsAny(allow, name)) {
          const wanted = allow.join(', ');
          const statement = `${name} is none of the repositories allowed.`;
          const evidence = { kind: 'rule', statement, observed: name, expected: wanted } as const;
          faults.push(fault([name], evidence, `Use an image from ${wanted}.`));
        }
        if (digest && pinned === undefined) {
          const resolved = image.digest.known ? `${name}@${image.digest.value}` : `${name}@sha256:…`;
          const statement = 'The image is named by tag, which can be moved.';
          const evidence = { kind: 'rule', statement, observed: image.reference, expected: resolved } as const;
          faults.push(fault(['digest'], evidence, `Name it by digest: ${resolved}`));
        }
        return {
          limits: [{ what: 'faults of the reference', max: 0, faults }],
          good: `${name} is allowed`,
          evidence: [],
        };
      },
    };
  },
};
