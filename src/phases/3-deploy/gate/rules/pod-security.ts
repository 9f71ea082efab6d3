import { formatPath, type Setting } from '../../../../foundations/formats/index.ts';
import type { PodSecurityLevel } from '../../pod-security/control.ts';
import { podSecurityLevels } from '../../pod-security/control.ts';
import { controls } from '../../pod-security/controls/index.ts';
import { type ControlAssessment, judgePod } from '../../pod-security/judge-pod.ts';
import { formatStandard, type PodSecurityStandard, parseStandardVersion } from '../../pod-security/standard.ts';
import { type Fault, fault } from '../fault.ts';
import { listSchema, mappingSchema, oneOfSchema, saying } from '../settings/schema-parts.ts';
import type { RuleKind } from './rule-kind.ts';

export const podSecurityRuleKind: RuleKind = {
  key: 'podSecurity',
  title: 'The pod keeps to a level of the Pod Security Standards.',
  example: '{ level: restricted, version: latest, except: [host-ports] }',
  schema: mappingSchema(
    {
      level: oneOfSchema(podSecurityLevels),
      version: saying('latest, or a version of Kubernetes in quotes: "1.30".', {
        type: 'string',
        pattern: '^(?:latest|v?1\\.(?:0|[1-9][0-9]{0,3}))$',
      }),
      except: saying('Controls that are left out.', listSchema(oneOfSchema(controls.map(({ name }) => name)))),
    },
    ['level'],
  ),
  read(setting) {
    setting.keys('level', 'version', 'except');
    if (!setting.get('level').isSet) setting.get('level').complain('is missing');
    const level: PodSecurityLevel = setting.get('level').oneOf(podSecurityLevels) ?? 'restricted';
    const standard: PodSecurityStandard = { level, version: readVersion(setting.get('version')) };
    const excepted = setting.get('except').texts() ?? [];
    for (const item of setting.get('except').items()) {
      if (typeof item.value === 'string' && !controls.some(({ name }) => name === item.value))
        item.complain(`no control of that name; there are ${controls.map(({ name }) => name).join(', ')}`);
    }
    return {
      about: 'workload',
      evaluate(pod) {
        const results = judgePod(pod, standard).filter(({ control }) => !excepted.includes(control.name));
        return {
          limits: [
            {
              what: 'Pod Security violations',
              max: 0,
              faults: [...results.flatMap(faultsOf), ...unreadIn(results)],
            },
          ],
          good: `the pod keeps to ${formatStandard(standard)}`,
          evidence: [
            {
              kind: 'rule',
              statement: `${results.length} controls of the Pod Security Standards at ${formatStandard(standard)}${excepted.length > 0 ? `, without ${excepted.join(', ')}` : ''}.`,
            },
          ],
        };
      },
    };
  },
};

/** A version as a text or, since YAML reads `1.25` so, as a number. */
function readVersion(setting: Setting): number | 'latest' {
  if (!setting.isSet) return 'latest';
  const { value } = setting;
  // 1.30 as a number is 1.3: another version. Only texts say which one is meant.
  const version = typeof value === 'string' ? parseStandardVersion(value) : undefined;
  if (version === undefined) setting.complain('latest or a version in quotes is expected, such as "1.30"');
  return version ?? 'latest';
}

/** What cannot be read was written so by whoever wrote the pod: that is no outage, and it never serves him. */
function unreadIn(results: readonly ControlAssessment[]): readonly Fault[] {
  const unread = results.find(({ state }) => state === 'not-assessed');
  if (unread === undefined) return [];
  const observed = unread.problems.map(({ path }) => formatPath(path)).join(', ');
  const evidence = {
    kind: 'rule',
    statement: `${unread.message}.`,
    observed,
    expected: 'a pod that can be read in full',
  } as const;
  return [fault(['unreadable'], evidence, 'Mend the fields named.')];
}

const faultsOf = ({ control, revision, evidence }: ControlAssessment): readonly Fault[] =>
  evidence.map((one) => fault([control.name, revision.check], one, control.remedy));
