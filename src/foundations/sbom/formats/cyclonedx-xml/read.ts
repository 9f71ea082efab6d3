import { childNamed, childrenNamed, localName, type XmlElement } from '../../../formats/index.ts';
import { readBom } from '../../cyclonedx/read-bom.ts';
import { isReadVersion } from '../../cyclonedx/versions.ts';
import type { SbomFormat } from '../../sbom-format.ts';

const namespace = /^http:\/\/cyclonedx\.org\/schema\/bom\/(.{1,20})$/;

/** CycloneDX in XML form (the schemas `bom-1.x.xsd`), of whatever maker: the same members as in JSON, some of them attributes. */
export const cyclonedxXml: SbomFormat = {
  id: 'cyclonedx-xml',
  title: 'CycloneDX 1.2 to 1.7 in XML form',
  recognise(document) {
    const root = document.form === 'xml' ? document.root : undefined;
    if (root === undefined || localName(root.name) !== 'bom') return undefined;
    const version = namespace.exec(namespaceOf(root) ?? '')?.[1];
    if (version === undefined) return undefined;
    const title = `CycloneDX ${version}`;
    return isReadVersion(version) ? { title, read: (contents) => readBom(bom(root), contents) } : { title };
  },
};

/** The namespace that the element itself declares for its own prefix. */
function namespaceOf({ name, attributes }: XmlElement): string | undefined {
  const colon = name.indexOf(':');
  return attributes.get(colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`);
}

/** The members that `readBom` looks at, as they are called in JSON. */
function bom(root: XmlElement): object {
  const metadata = childNamed(root, 'metadata');
  return {
    metadata: metadata && {
      component: optional(childNamed(metadata, 'component'), component),
      ...properties(metadata),
    },
    components: within(root, 'components', 'component').map(component),
    dependencies: within(root, 'dependencies', 'dependency').map((one) => ({
      ref: one.attributes.get('ref'),
      dependsOn: childrenNamed(one, 'dependency').map(({ attributes }) => attributes.get('ref')),
    })),
    compositions: within(root, 'compositions', 'composition').map((one) => texts(one, ['aggregate'])),
  };
}

const within = (element: XmlElement | undefined, list: string, name: string): readonly XmlElement[] =>
  childrenNamed(childNamed(element, list), name);

const optional = <T>(element: XmlElement | undefined, read: (one: XmlElement) => T): T | undefined =>
  element && read(element);

/** Children that are a text each, by their names; those that are not there are left out. */
function texts(element: XmlElement, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = childNamed(element, name);
      return found === undefined ? [] : [[name, found.text] as const];
    }),
  );
}

function component(element: XmlElement): object {
  const { attributes } = element;
  return {
    type: attributes.get('type'),
    'bom-ref': attributes.get('bom-ref'),
    ...texts(element, ['group', 'name', 'version', 'scope', 'purl', 'cpe']),
    licenses: licences(element),
    evidence: optional(childNamed(element, 'evidence'), evidence),
    components: within(element, 'components', 'component').map(component),
    ...properties(element),
  };
}

function licences(element: XmlElement): readonly object[] {
  return (childNamed(element, 'licenses')?.children ?? []).map((one) =>
    localName(one.name) === 'expression' ? { expression: one.text } : { license: texts(one, ['id', 'name']) },
  );
}

function evidence(element: XmlElement): object {
  return {
    identity: childrenNamed(element, 'identity').map((one) => ({
      methods: within(one, 'methods', 'method').map((method) => texts(method, ['value'])),
    })),
    occurrences: within(element, 'occurrences', 'occurrence').map((one) => texts(one, ['location'])),
  };
}

/** White space in a value is part of it. */
function properties(element: XmlElement): object {
  return {
    properties: within(element, 'properties', 'property').map(({ attributes, raw }) => ({
      name: attributes.get('name'),
      value: raw,
    })),
  };
}
