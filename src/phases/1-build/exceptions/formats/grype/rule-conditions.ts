import { type Fix, packageOf } from '../../../../../core/index.ts';
import type { JsonObject } from '../../../../../foundations/formats/index.ts';
import { isSystemType } from '../../../ecosystems/index.ts';
import { NotUnderstood, textOf } from '../../foreign-yaml.ts';
import type { Fits } from '../../rule.ts';
import { typesOfLanguage } from './languages.ts';

/** Grype's words for the state of a fix. */
const fixStates: Readonly<Record<string, Fix['state']>> = {
  fixed: 'fixed',
  'not-fixed': 'unfixed',
  'wont-fix': 'wont-fix',
  unknown: 'unknown',
};

/** What a rule asks of the finding itself. Throws `NotUnderstood`. */
export function ruleConditions(rule: JsonObject): readonly Fits[] {
  const [state, type, namespace] = ['fix-state', 'match-type', 'namespace'].map((key) => textOf(rule, key));
  return [
    ...(state === undefined ? [] : [ofFixState(state)]),
    ...(type === undefined ? [] : [ofMatchType(type)]),
    ...(namespace === undefined ? [] : [ofNamespace(namespace)]),
  ];
}

function ofFixState(word: string): Fits {
  const state = fixStates[word];
  if (state === undefined) throw new NotUnderstood(`the fix-state ${JSON.stringify(word)} is not known`);
  return ({ fix }) => fix.state === state;
}

/** Found by the package itself, or by the source package that it was built from. */
function ofMatchType(word: string): Fits {
  const isIndirect = word === 'exact-indirect-match';
  if (!isIndirect && word !== 'exact-direct-match')
    throw new NotUnderstood(`a match-type ${JSON.stringify(word)} is not known here`);
  return (finding, { packages }) => {
    const found = packageOf(finding);
    const source = packages.get(found?.id ?? '')?.source;
    return found !== undefined && isIndirect === (source !== undefined && source.name !== found.name);
  };
}

/** `debian:distro:debian:12`, `github:language:python`: the packages that such data is about. */
function ofNamespace(text: string): Fits {
  const [, sort, name = '', version] = text.split(':');
  if (sort === 'language') {
    const types = typesOfLanguage(name);
    if (types !== undefined) return (finding) => types.includes(packageOf(finding)?.type ?? '');
  }
  if (sort === 'distro' && version !== undefined)
    return (finding, { distribution }) =>
      isSystemType(packageOf(finding)?.type ?? '') &&
      distribution?.id === name &&
      (distribution.version === version || distribution.version?.startsWith(`${version}.`) === true);
  throw new NotUnderstood(`the namespace ${JSON.stringify(text)} is not known`);
}
