import { type ElementToWrite, field, isObject, writeXml } from '../../formats/index.ts';
import { bom, type XmlRule, type XmlShape } from './xml-members.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function toElement(
  name: string,
  value: unknown,
  { attributes = [], text: between, members = {} }: XmlShape,
): ElementToWrite {
  const given = attributes.flatMap((key) => {
    const said = field(value, key);
    return said === undefined ? [] : [[key, textOf(said)] as const];
  });
  const content =
    between === undefined
      ? Object.entries(members).flatMap(([key, rule]) => elementsOf(key, field(value, key), rule))
      : textOf(field(value, between) ?? '');
  return { name, attributes: Object.fromEntries(given), content };
}

function elementsOf(name: string, value: unknown, rule: XmlRule): readonly ElementToWrite[] {
  if (value === undefined) return [];
  switch (rule.as) {
    case 'text':
      return [{ name, content: textOf(value) }];
    case 'texts':
      return items(value).map((one) => ({ name, content: textOf(one) }));
    case 'element':
      return [toElement(name, value, rule.of)];
    case 'repeated':
      return items(value).map((one) => toElement(name, one, rule.of));
    case 'list':
      return [{ name, content: items(value).map((one) => itemOf(rule.item, one, rule.of)) }];
    case 'references': {
      const references = items(value).map((ref) => ({ name: rule.item, attributes: { ref: textOf(ref) } }));
      return rule.around ? [{ name, content: references }] : references;
    }
    case 'licences':
      return [{ name, content: items(value).map((one) => licenceOf(one, rule.of)) }];
  }
}

const itemOf = (name: string, value: unknown, of: XmlShape | undefined): ElementToWrite =>
  of === undefined ? { name, content: textOf(value) } : toElement(name, value, of);

function licenceOf(choice: unknown, of: XmlShape): ElementToWrite {
  const expression = field(choice, 'expression');
  if (expression === undefined) return toElement('license', field(choice, 'license'), of);
  const acknowledgement = field(choice, 'acknowledgement');
  return {
    name: 'expression',
    attributes: typeof acknowledgement === 'string' ? { acknowledgement } : {},
    content: textOf(expression),
  };
}

/** A bill of materials in JSON form (as `cyclonedxBom` makes it) in XML form, of the same version of CycloneDX. */
export function cyclonedxXml(document: object): string {
  const version = field(document, 'specVersion');
  const root = toElement('bom', document, bom);
  return writeXml({ ...root, attributes: { xmlns: `http://cyclonedx.org/schema/bom/${version}`, ...root.attributes } });
}

/** Members of the JSON form that have no place in the XML form that we write: none of what we make. For the test that says so. */
export function membersWithoutXml(document: object): readonly string[] {
  const missing = new Set<string>();
  const shaped = (value: unknown, shape: XmlShape, where: string): void => {
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      const rule = shape.members?.[key];
      if (shape.attributes?.includes(key) || shape.text === key) continue;
      if (rule === undefined) missing.add(`${where}.${key}`);
      else if (rule.as === 'licences')
        for (const one of items(member)) shaped(field(one, 'license'), rule.of, `${where}.${key}`);
      else if ('of' in rule && rule.of)
        for (const one of Array.isArray(member) ? member : [member]) shaped(one, rule.of, `${where}.${key}`);
    }
  };
  shaped(document, { ...bom, attributes: [...(bom.attributes ?? []), '$schema', 'bomFormat', 'specVersion'] }, 'bom');
  return [...missing].sort();
}
