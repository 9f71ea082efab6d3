import { SeaworthyError } from '../../../../core/index.ts';
import { localName, type XmlElement } from '../../../../foundations/formats/index.ts';
import type { OvalCriterion, OvalNode, OvalTest } from './oval-types.ts';

const isNegated = (element: XmlElement): boolean => element.attributes.get('negate') === 'true';

/** `AND` where nothing is said (oval-definitions-schema, CriteriaType). Nobody who publishes about packages uses `ONE` and `XOR`. */
function operatorOf(element: XmlElement, where: string): 'AND' | 'OR' {
  const operator = element.attributes.get('operator') ?? 'AND';
  if (operator === 'AND' || operator === 'OR') return operator;
  throw new SeaworthyError(
    'E_FORMAT',
    `the operator ${JSON.stringify(operator.slice(0, 20))} of criteria is not read`,
    {
      where,
    },
  );
}

function readNode(element: XmlElement, where: string, test: (ref: string) => OvalTest | undefined): OvalNode[] {
  const name = localName(element.name);
  const negate = isNegated(element);
  if (name === 'criteria') {
    const children = element.children.flatMap((child) => readNode(child, where, test));
    return [{ kind: 'criteria', operator: operatorOf(element, where), negate, children }];
  }
  if (name !== 'criterion' && name !== 'extend_definition') return [];
  const comment = element.attributes.get('comment') ?? '';
  const leaf: OvalCriterion = { kind: 'criterion', negate, comment };
  if (name === 'extend_definition') return [leaf];
  const ref = element.attributes.get('test_ref') ?? '';
  const found = test(ref);
  return [found === undefined ? { ...leaf, missing: ref } : { ...leaf, test: found }];
}

/** A criteria tree; undefined where a definition has none. Throws `E_FORMAT` for operators that are not read. */
export function readCriteria(
  element: XmlElement | undefined,
  where: string,
  test: (ref: string) => OvalTest | undefined,
): OvalNode | undefined {
  return element === undefined ? undefined : readNode(element, where, test)[0];
}
