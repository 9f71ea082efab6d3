/**
 * How the members of the JSON form stand in XML (the two schemas of CycloneDX, side by side): what is written and what is read there. The order of members is
 * that of the sequences of the XML schema. A member that is not in the table is neither: whoever writes a new one puts it here, and a test looks for those
 * that are missing.
 */
export type XmlRule =
  /** `<name>text</name>`. */
  | { readonly as: 'text' }
  /** A list, as elements with a text each, side by side. */
  | { readonly as: 'texts' }
  /** An object, as an element with elements in it. */
  | { readonly as: 'element'; readonly of: XmlShape }
  /** A list, as an element around an element for each: `of` absent for texts. */
  | { readonly as: 'list'; readonly item: string; readonly of?: XmlShape }
  /** A list, as elements side by side. */
  | { readonly as: 'repeated'; readonly of: XmlShape }
  /** A list of references, as elements with a `ref`: side by side, or in one of the member's name where `around` says so. */
  | { readonly as: 'references'; readonly item: string; readonly around: boolean }
  /** Either a list of `{ license }`, or one `{ expression }`. */
  | { readonly as: 'licences'; readonly of: XmlShape };

export interface XmlShape {
  readonly attributes?: readonly string[];
  /** The member that is the text between the tags; then there are no others. */
  readonly text?: string;
  readonly members?: Readonly<Record<string, XmlRule>>;
}

const text: XmlRule = { as: 'text' };
const texts: XmlRule = { as: 'texts' };
const list = (item: string, of?: XmlShape): XmlRule => ({ as: 'list', item, ...(of ? { of } : {}) });
const element = (members: Readonly<Record<string, XmlRule>>, attributes: readonly string[] = []): XmlRule => ({
  as: 'element',
  of: { members, attributes },
});

const properties = list('property', { attributes: ['name'], text: 'value' });
const hashes = list('hash', { attributes: ['alg'], text: 'content' });
const source = element({ name: text, url: text });
const organisation: XmlShape = {
  members: { name: text, url: texts, contact: { as: 'repeated', of: { members: { name: text, email: text } } } },
};
const people = list('author', { members: { name: text, email: text } });
const licences: XmlRule = {
  as: 'licences',
  of: { attributes: ['acknowledgement'], members: { id: text, name: text } },
};

const evidence: XmlRule = element({
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

const component: XmlShape = {
  attributes: ['type', 'mime-type', 'bom-ref'],
  members: {
    supplier: { as: 'element', of: organisation },
    manufacturer: { as: 'element', of: organisation },
    authors: people,
    author: text,
    publisher: text,
    group: text,
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
    // Its own kind, once more: `components` of a component.
    get components(): XmlRule {
      return list('component', component);
    },
    evidence,
  },
};

const vulnerability: XmlShape = {
  attributes: ['bom-ref'],
  members: {
    id: text,
    source,
    references: list('reference', { members: { id: text, source } }),
    ratings: list('rating', { members: { source, score: text, severity: text, method: text, vector: text } }),
    cwes: list('cwe'),
    description: text,
    detail: text,
    recommendation: text,
    advisories: list('advisory', { members: { title: text, url: text } }),
    analysis: element({
      state: text,
      justification: text,
      responses: list('response'),
      detail: text,
      firstIssued: text,
      lastUpdated: text,
    }),
    affects: list('target', {
      members: { ref: text, versions: list('version', { members: { version: text, range: text, status: text } }) },
    }),
    properties,
  },
};

export const bom: XmlShape = {
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
      members: {
        aggregate: text,
        assemblies: { as: 'references', item: 'assembly', around: true },
        dependencies: { as: 'references', item: 'dependency', around: true },
      },
    }),
    vulnerabilities: list('vulnerability', vulnerability),
  },
};
