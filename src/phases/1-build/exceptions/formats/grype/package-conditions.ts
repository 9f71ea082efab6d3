import { packageOf } from '../../../../../core/index.ts';
import { compileGlob, type JsonObject, nameGlob } from '../../../../../foundations/formats/index.ts';
import { atPath, doublestar } from '../../conditions.ts';
import { knownKeys, NotUnderstood, textOf } from '../../foreign-yaml.ts';
import type { Fits } from '../../rule.ts';
import { typesOfLanguage, typesOfSort } from './languages.ts';

const keys = ['name', 'version', 'language', 'type', 'location', 'upstream-name'] as const;

/** What a rule asks of the package. Throws `NotUnderstood`. */
export function packageConditions(found: JsonObject): readonly Fits[] {
  const rule = knownKeys(found, keys);
  const conditions: Readonly<Record<(typeof keys)[number], (text: string) => Fits>> = {
    name: (text) => {
      const fits = nameMatcher(text);
      return (finding) => fits(packageOf(finding)?.name ?? '');
    },
    version: (text) => (finding) => packageOf(finding)?.version === text,
    language: (text) => ofTypes(typesOfLanguage(text), text),
    type: (text) => ofTypes(typesOfSort(text), text),
    location: (text) => {
      // Grype writes paths with a slash before them.
      const fits = doublestar(text.replace(/^\/+/, ''));
      if (fits === undefined)
        throw new NotUnderstood(`the location ${JSON.stringify(text)} has marks that are not known`);
      return atPath([fits]);
    },
    'upstream-name': (text) => {
      const fits = nameMatcher(text);
      return (finding, { packages }) => {
        const source = packages.get(packageOf(finding)?.id ?? '')?.source;
        return source !== undefined && fits(source.name);
      };
    },
  };
  return keys.flatMap((key) => {
    const text = textOf(rule, key);
    return text === undefined ? [] : [conditions[key](text)];
  });
}

function ofTypes(types: readonly string[] | undefined, word: string): Fits {
  if (types === undefined) throw new NotUnderstood(`packages of ${JSON.stringify(word)} are not known`);
  return (finding) => types.includes(packageOf(finding)?.type ?? '');
}

/**
 * Grype takes names as regular expressions of the whole name. Those that people write are a name, where a dot stands for itself here, or have `.*` in them; any other
 * is not taken at all.
 */
function nameMatcher(expression: string): (name: string) => boolean {
  const bare = expression.replace(/^\^/, '').replace(/\$$/, '');
  const plain = bare.replaceAll('.*', '');
  if (!/^[\w@/~:.-]*$/.test(plain.replaceAll('\\.', '.')))
    throw new NotUnderstood(`the name ${JSON.stringify(expression)} is an expression that is not known here`);
  return compileGlob(bare.replaceAll('.*', '*').replaceAll('\\.', '.'), nameGlob);
}
