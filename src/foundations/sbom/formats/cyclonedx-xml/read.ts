import { localName, type XmlElement } from '../../../formats/index.ts';
import { bomOfXml } from '../../cyclonedx/bom-of-xml.ts';
import { readBom } from '../../cyclonedx/read-bom.ts';
import { isReadVersion } from '../../cyclonedx/versions.ts';
import { statedInCyclonedx } from '../../requirements/of-cyclonedx.ts';
import type { SbomFormat } from '../../sbom-format.ts';

const namespace = /^http:\/\/cyclonedx\.org\/schema\/bom\/(.{1,20})$/;

/** CycloneDX in XML form (the schemas `bom-1.x.xsd`), of whatever maker: the same members as in JSON, some of them attributes. */
export const cyclonedxXml: SbomFormat = {
  id: 'cyclonedx-xml',
  title: 'CycloneDX 1.2 to 1.7 in XML form',
  recognise(document) {
    const root = document.form === 'xml' ? document.root : undefined;
    const version = root && xmlVersion(root);
    if (root === undefined || version === undefined) return undefined;
    const title = `CycloneDX ${version}`;
    if (!isReadVersion(version)) return { title };
    return {
      title,
      read: (contents) => readBom(bomOfXml(root), contents),
      // In XML the version is that of the namespace.
      stated: () => statedInCyclonedx({ ...bomOfXml(root), specVersion: version }),
    };
  },
};

/** The version that a root element says it is of; undefined for any other document. */
export function xmlVersion(root: XmlElement): string | undefined {
  return localName(root.name) === 'bom' ? namespace.exec(namespaceOf(root) ?? '')?.[1] : undefined;
}

/** The namespace that the element itself declares for its own prefix. */
function namespaceOf({ name, attributes }: XmlElement): string | undefined {
  const colon = name.indexOf(':');
  return attributes.get(colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`);
}
