import type { Example } from '../../example.ts';

const purl = (locator: string) => [
  { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: locator },
];

/** As Bitnami leaves it beside a component, shortened. */
const document = {
  SPDXID: 'SPDXRef-DOCUMENT',
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  name: 'SPDX document for Lantern 7.2.4',
  documentNamespace: 'https://example.org/lantern',
  creationInfo: { created: '2024-01-01T00:00:00Z', creators: ['Organization: Harbour'] },
  documentDescribes: ['SPDXRef-lantern'],
  packages: [
    {
      SPDXID: 'SPDXRef-lantern',
      name: 'lantern',
      versionInfo: '7.2.4-3',
      downloadLocation: 'NOASSERTION',
      licenseDeclared: 'BSD-3-Clause',
      externalRefs: purl('pkg:bitnami/lantern@7.2.4-3?arch=amd64&distro=debian-12'),
    },
    {
      SPDXID: 'SPDXRef-wick',
      name: 'wick',
      versionInfo: '1.0.3',
      downloadLocation: 'NOASSERTION',
      externalRefs: purl('pkg:npm/%40harbour/wick@1.0.3'),
    },
    {
      SPDXID: 'SPDXRef-libc6',
      name: 'libc6',
      versionInfo: '2.36-9',
      downloadLocation: 'NOASSERTION',
      externalRefs: purl('pkg:deb/debian/libc6@2.36-9'),
    },
    { SPDXID: 'SPDXRef-source', name: 'lantern.tar.gz', versionInfo: '7.2.4', downloadLocation: 'NOASSERTION' },
  ],
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-lantern' },
    { spdxElementId: 'SPDXRef-lantern', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-wick' },
  ],
};

export const example: Example = {
  path: 'opt/bitnami/lantern/.spdx-lantern.spdx',
  bytes: new TextEncoder().encode(JSON.stringify(document)),
  packages: ['@harbour/wick@1.0.3', 'lantern@7.2.4-3'],
};
