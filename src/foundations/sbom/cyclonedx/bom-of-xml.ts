import { childNamed, childrenNamed, localName, type XmlElement } from '../../formats/index.ts';
import { bom, type XmlRule, type XmlShape } from './xml-members.ts';

/** A document in XML form in the shape that it would have in JSON, as far as `xml-members.ts` knows its members. All values are texts. */
export function bomOfXml(root: XmlElement): object {
  return {
    ...toObject(root, bom),
    // Signed as XML is (XML Signature): that it is there is told, and nobody checks it.
    ...(childNamed(root, 'Signature') === undefined ? {} : { signature: {} }),
  };
}

function toObject(element: XmlElement, { attributes = [], text, members = {} }: XmlShape): object {
  const given = attributes.flatMap((key) => {
    const value = element.attributes.get(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  // White space in a value is part of it.
  const between = text === undefined ? [] : [[text, element.raw] as const];
  const within = Object.entries(members).flatMap(([key, rule]) => {
    const value = memberOf(element, key, rule);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries([...given, ...between, ...within]);
}

function memberOf(parent: XmlElement, name: string, rule: XmlRule): unknown {
  const element = childNamed(parent, name);
  // A wrapper may stand there twice, which the schema forbids and parsers let pass: what is in the second counts too.
  const within = (): readonly XmlElement[] => childrenNamed(parent, name).flatMap(({ children }) => children);
  const named = (item: string): readonly XmlElement[] => within().filter((one) => localName(one.name) === item);
  switch (rule.as) {
    case 'text':
      return element?.text;
    case 'texts':
      return element && childrenNamed(parent, name).map((one) => one.text);
    case 'element':
      return element && toObject(element, rule.of);
    case 'repeated':
      return element && childrenNamed(parent, name).map((one) => toObject(one, rule.of));
    case 'list': {
      const { item, of } = rule;
      return element && named(item).map((one) => (of === undefined ? one.text : toObject(one, of)));
    }
    case 'references':
      return (rule.around ? named(rule.item) : childrenNamed(parent, rule.item)).map(({ attributes }) =>
        attributes.get('ref'),
      );
    case 'licences':
      return (
        element &&
        within().map((one) =>
          localName(one.name) === 'expression'
            ? { expression: one.text, acknowledgement: one.attributes.get('acknowledgement') }
            : { license: toObject(one, rule.of) },
        )
      );
  }
}
