import { type ElementToWrite, field, isObject, writeXml } from '../../formats/index.ts';

/**
 * How the members of the JSON form become XML (the two schemas of CycloneDX, side by side). The order of members is that of the sequences of the XML
 * schema. A member that is not in the table is not written: whoever writes a new one puts it here, and a test looks for those that are missing.
 */
type Rule =
  /** `<name>text</name>`. */
  | { readonly as: 'text' }
  /** An object, as an element with elements in it. */
  | { readonly as: 'element'; readonly of: Shape }
  /** A list, as an element around an element for each: `of` absent for texts. */
  | { readonly as: 'list'; readonly item: string; readonly of?: Shape }
  /** A list, as elements side by side. */
  | { readonly as: 'repeated'; readonly of: Shape }
  /** A list of references, as elements with a `ref`: side by side, or in one of the member's name where `around` says so. */
  | { readonly as: 'references'; readonly item: string; readonly around: boolean }
  /** Either a list of `{ license }`, or one `{ expression }`. */
  | { readonly as: 'licences'; readonly of: Shape };

interface Shape {
  readonly attributes?: readonly string[];
  /** The member that is the text between the tags; then there are no others. */
  readonly text?: string;
  readonly members?: Readonly<Record<string, Rule>>;
}

const text: Rule = { as: 'text' };
const list = (item: string, of?: Shape): Rule => ({ as: 'list', item, ...(of ? { of } : {}) });
const element = (members: Readonly<Record<string, Rule>>, attributes: readonly string[] = []): Rule => ({
  as: 'element',
  of: { members, attributes },
});

const properties = list('property', { attributes: ['name'], text: 'value' });
const hashes = list('hash', { attributes: ['alg'], text: 'content' });
const source = element({ name: text, url: text });
const organisation: Shape = {
  members: { name: text, url: text, contact: { as: 'repeated', of: { members: { name: text, email: text } } } },
};
const people = list('author', { members: { name: text, email: text } });
const licences: Rule = { as: 'licences', of: { attributes: ['acknowledgement'], members: { id: text, name: text } } };

const evidence: Rule = element({
  identity: {
    as: 'repeated',
    of: {
      members: {
        field: text,
        confidence: text,
        methods: list('method', { members: { technique: text, confidence: text, value: text } }),
      },
    },
  },
  occurrences: list('occurrence', { members: { location: text } }),
});

const component: Shape = {
  attributes: ['type', 'mime-type', 'bom-ref'],
  members: {
    supplier: { as: 'element', of: organisation },
    manufacturer: { as: 'element', of: organisation },
    authors: people,
    publisher: text,
    name: text,
    version: text,
    description: text,
    scope: text,
    hashes,
    licenses: licences,
    copyright: text,
    cpe: text,
    purl: text,
    externalReferences: list('reference', { attributes: ['type'], members: { url: text, comment: text, hashes } }),
    properties,
    evidence,
  },
};

const vulnerability: Shape = {
  attributes: ['bom-ref'],
  members: {
    id: text,
    source,
    references: list('reference', { members: { id: text, source } }),
    ratings: list('rating', { members: { source, score: text, severity: text, method: text, vector: text } }),
    description: text,
    detail: text,
    recommendation: text,
    advisories: list('advisory', { members: { title: text, url: text } }),
    analysis: element({ state: text, justification: text, responses: list('response'), detail: text }),
    affects: list('target', {
      members: { ref: text, versions: list('version', { members: { version: text, range: text, status: text } }) },
    }),
    properties,
  },
};

const bom: Shape = {
  attributes: ['serialNumber', 'version'],
  members: {
    metadata: element({
      timestamp: text,
      lifecycles: list('lifecycle', { members: { phase: text } }),
      tools: element({ components: list('component', component) }),
      authors: people,
      component: { as: 'element', of: component },
      manufacturer: { as: 'element', of: organisation },
      supplier: { as: 'element', of: organisation },
      properties,
    }),
    components: list('component', component),
    dependencies: list('dependency', {
      attributes: ['ref'],
      members: { dependsOn: { as: 'references', item: 'dependency', around: false } },
    }),
    compositions: list('composition', {
      members: { aggregate: text, assemblies: { as: 'references', item: 'assembly', around: true } },
    }),
    vulnerabilities: list('vulnerability', vulnerability),
  },
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function toElement(
  name: string,
  value: unknown,
  { attributes = [], text: between, members = {} }: Shape,
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

function elementsOf(name: string, value: unknown, rule: Rule): readonly ElementToWrite[] {
  if (value === undefined) return [];
  switch (rule.as) {
    case 'text':
      return (Array.isArray(value) ? value : [value]).map((one) => ({ name, content: textOf(one) }));
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

const itemOf = (name: string, value: unknown, of: Shape | undefined): ElementToWrite =>
  of === undefined ? { name, content: textOf(value) } : toElement(name, value, of);

function licenceOf(choice: unknown, of: Shape): ElementToWrite {
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
  const shaped = (value: unknown, shape: Shape, where: string): void => {
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
