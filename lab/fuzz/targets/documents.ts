import { readFileSync } from 'node:fs';
import {
  type DerValue,
  derChildren,
  expandWords,
  loadXml,
  parseJson,
  readDer,
  readDockerfile,
  readHeaders,
  readParagraphs,
  readPem,
  readXml,
  readYaml,
} from '../../../src/foundations/formats/index.ts';
import { readManifest } from '../../../src/foundations/kubernetes/index.ts';
import { prepareSbom, readSbom } from '../../../src/foundations/sbom/index.ts';
import { lintDockerfile, lintManifests, readManifestFile } from '../../../src/phases/1-build/checks/index.ts';
import { readAdmissionReview, readGate } from '../../../src/phases/3-deploy/index.ts';
import { readReport } from '../../../src/report/index.ts';
import { certificate } from '../../fixtures/index.ts';
import { type FuzzTarget, json, text } from '../fuzz.ts';

const decoder = new TextDecoder();
const storedReport = readFileSync(new URL('../../fixtures/stored/report-1.0.json', import.meta.url));
const { cert } = pems();

/** A certificate as PEM and as DER. */
function pems(): { readonly cert: string; readonly der: Uint8Array } {
  const made = certificate({ name: 'fuzz' });
  return { cert: made.certificate, der: Buffer.from(made.certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64') };
}

function walkDer(value: DerValue): void {
  if ((value.tag & 0x20) !== 0) for (const child of derChildren(value, 'fuzz')) walkDer(child);
}

const dockerfile = `# syntax=docker/dockerfile:1
# check=skip=StageNameCasing
ARG VERSION=3.20
FROM --platform=$BUILDPLATFORM alpine:\${VERSION:-3} AS build
ENV A=1 B="two words" C='$A'
RUN --mount=type=cache,target=/root apk add --no-cache curl=1 \\
  # a comment
  && curl -k https://example.com | sh
COPY --from=build <<EOF /etc/a
text
EOF
ONBUILD RUN true
HEALTHCHECK --interval=5s CMD ["true"]
EXPOSE 80/tcp 8000-8010/UDP
USER root
`;

const pod = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: &l { app: web } }
spec:
  template:
    metadata: { labels: *l }
    spec:
      hostNetwork: true
      containers:
        - name: web
          image: "r.example.com/web@sha256:${'0'.repeat(64)}"
          securityContext: { capabilities: { drop: [ALL] }, runAsUser: 0 }
          ports: [{ containerPort: 80, hostPort: 0 }]
`;

const gate = `gate: 1
name: production
mode: enforce
rules:
  - { id: hardened, podSecurity: { level: restricted } }
  - { id: ours, imageSource: { allow: [r.example.com/**], digest: true } }
  - { id: signed, signedBy: [{ issuer: https://i.example.com, subject: a@example.com }] }
  - { id: scanned, scanned: { maxAge: 24h } }
  - { id: clean, findings: [{ severity: critical, fixable: true }] }
exceptions:
  - { rule: clean, only: [CVE-2026-1234], reason: not reachable, owner: shop, expires: 2026-12-31 }
`;

const review = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: 'u',
    operation: 'CREATE',
    kind: { group: '', version: 'v1', kind: 'Pod' },
    resource: { group: '', version: 'v1', resource: 'pods' },
    namespace: 'prod',
    name: 'web',
    userInfo: { username: 'a' },
    object: { metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'a:1' }] } },
  },
};

const purl = 'pkg:deb/debian/a@1?distro=debian-12&upstream=b%402';
const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { type: 'container', name: 'x', version: `sha256:${'a'.repeat(64)}` } },
  components: [
    { type: 'operating-system', name: 'debian', version: '12' },
    {
      type: 'library',
      'bom-ref': 'a',
      name: 'a',
      version: '1',
      purl,
      licenses: [{ expression: 'MIT OR 0BSD' }, { license: { id: 'MIT' } }],
      properties: [{ name: 'seaworthy:found-by', value: 'dpkg' }],
      evidence: { identity: { methods: [{ value: 'x' }] }, occurrences: [{ location: '/x' }] },
      components: [{ type: 'file', name: 'f' }],
    },
  ],
  compositions: [{ aggregate: 'incomplete' }],
};
const spdx = {
  spdxVersion: 'SPDX-2.3',
  name: 'x',
  documentDescribes: ['SPDXRef-x'],
  hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-x', name: 'x' }],
  packages: [
    { SPDXID: 'SPDXRef-x', name: 'x', primaryPackagePurpose: 'CONTAINER' },
    {
      SPDXID: 'SPDXRef-a',
      name: 'a',
      versionInfo: '1',
      sourceInfo: 'built package from: b 2',
      licenseDeclared: 'LicenseRef-x',
      externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
      annotations: [
        { annotator: 'Tool: seaworthy-1', comment: '{"foundBy":"dpkg","paths":["x"],"source":{"name":"b"}}' },
      ],
    },
  ],
};

export const documents: readonly FuzzTarget[] = [
  {
    name: 'JSON',
    seeds: [json({ a: [1, 'two', null, { b: { c: [[]] } }] }), json(review)],
    read: (bytes) => parseJson(bytes, 'fuzz'),
  },
  {
    name: 'XML',
    seeds: [
      text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<b:a xmlns:b="urn:b" c="1 &lt; 2"><!-- d --><e>&#65;<![CDATA[<f>]]></e><g/></b:a>\n',
      ),
      text('<?xml version="1.1"?><a b="c">&quot;<d e="&#x41;"/></a>'),
    ],
    read: async (bytes) => {
      await loadXml();
      return readXml(bytes, 'fuzz');
    },
  },
  {
    name: 'YAML',
    seeds: [
      text(pod),
      text(gate),
      text('a: &a [*a0, !!str 1]\n'.replace('*a0, ', '')),
      text('a: |\n  text\nb: >-\n  folded\n? c\n: d\n'),
    ],
    read: (bytes) => readYaml(bytes, 'fuzz'),
  },
  { name: 'Dockerfile', seeds: [text(dockerfile)], read: (bytes) => readDockerfile('Dockerfile', bytes) },
  { name: 'Dockerfile, all checks', seeds: [text(dockerfile)], read: (bytes) => lintDockerfile('Dockerfile', bytes) },
  {
    name: 'words of a Dockerfile',
    seeds: ['a$B "c $[D:-e]" f\\ g', '$[A#*/] $[A%%.*] $[A/b/c]', "'$a' $[B:+c]"].map((word) =>
      text(word.replaceAll('[', '{').replaceAll(']', '}')),
    ),
    read: (bytes) =>
      expandWords(
        decoder.decode(bytes),
        new Map([
          ['A', 'a/b.c'],
          ['B', 'b'],
        ]),
      ),
  },
  {
    name: 'Kubernetes manifest',
    seeds: [
      text(pod),
      text(`${pod}---\napiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: Pod, spec: { containers: [] } }]\n`),
    ],
    read: (bytes) => readManifest(bytes, 'fuzz.yaml'),
  },
  {
    name: 'Kubernetes manifest, all checks',
    seeds: [text(pod)],
    read: async (bytes) => {
      const file = await readManifestFile('fuzz.yaml', bytes, {
        kind: 'files',
        name: 'x',
        content: 'manifest',
        path: 'x',
      });
      return file === undefined ? undefined : lintManifests([file]);
    },
  },
  { name: 'AdmissionReview', seeds: [json(review)], read: (bytes) => readAdmissionReview(bytes) },
  { name: 'gate', seeds: [text(gate)], read: (bytes) => readGate(bytes, 'gate.yaml') },
  { name: 'DER', seeds: [pems().der], read: (bytes) => walkDer(readDer(bytes, 'fuzz')) },
  { name: 'PEM', seeds: [text(cert), text(`${cert}${cert}`)], read: (bytes) => readPem(decoder.decode(bytes), 'fuzz') },
  {
    name: 'deb822',
    seeds: [
      text('Package: a\nStatus: install ok installed\nVersion: 1:2-3\nDescription: x\n more\n .\n\nPackage: b\n'),
    ],
    read: (bytes) => [
      ...readParagraphs(decoder.decode(bytes), new Set(['package', 'version', 'status', 'description'])),
    ],
  },
  {
    name: 'RFC 822',
    seeds: [text('Metadata-Version: 2.1\nName: a\nVersion: 1\nRequires-Dist: b (>1)\n  ; c\n\nbody\n')],
    read: (bytes) => readHeaders(decoder.decode(bytes)),
  },
  {
    name: 'bill of materials',
    seeds: [
      json(cyclonedx),
      json(spdx),
      text(
        `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library" bom-ref="a"><name>a</name><purl>${purl.replaceAll('&', '&amp;')}</purl><licenses><expression>MIT</expression></licenses><evidence><occurrences><occurrence><location>/x</location></occurrence></occurrences></evidence><properties><property name="seaworthy:found-by">dpkg</property></properties></component></components><dependencies><dependency ref="a"><dependency ref="a"/></dependency></dependencies></bom>`,
      ),
      text(
        `SPDXVersion: SPDX-2.3\nDocumentName: x\nPackageName: a\nSPDXID: SPDXRef-a\nPackageComment: <text>b\nc</text>\nExternalRef: PACKAGE-MANAGER purl ${purl}\nRelationship: SPDXRef-a DEPENDS_ON NONE\nAnnotator: Tool: seaworthy-1\nSPDXREF: SPDXRef-a\nAnnotationComment: <text>{"foundBy":"dpkg"}</text>\n`,
      ),
      json({
        artifacts: [{ id: 'a', name: 'a', purl, locations: [{ path: '/x' }], metadata: { source: 'b' } }],
        artifactRelationships: [{ parent: 'a', child: 'a', type: 'dependency-of' }],
        source: { type: 'image', metadata: { layers: [{ digest: `sha256:${'a'.repeat(64)}` }] } },
        distro: { id: 'debian', versionID: '12' },
        descriptor: { name: 'syft' },
      }),
      json({
        '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
        '@graph': [
          { type: 'CreationInfo', '@id': '_:c', createdUsing: ['urn:t'] },
          { type: 'Tool', spdxId: 'urn:t', name: 'seaworthy-1' },
          { type: 'SpdxDocument', spdxId: 'urn:d', rootElement: ['urn:a'] },
          { type: 'software_Package', spdxId: 'urn:a', name: 'a', software_packageUrl: purl },
          { type: 'Relationship', from: 'urn:a', relationshipType: 'dependsOn', to: ['urn:a'] },
          { type: 'Annotation', subject: 'urn:a', statement: '{"foundBy":"dpkg"}', creationInfo: '_:c' },
        ],
      }),
      json({ _type: 'https://in-toto.io/Statement/v1', predicate: cyclonedx }),
      json({
        payloadType: 'x',
        payload: Buffer.from(JSON.stringify(spdx)).toString('base64'),
        signatures: [{ sig: 'AA==' }],
      }),
      text(
        `spdxVersion: "SPDX-2.3"\npackages:\n- SPDXID: a\n  name: a\n  externalRefs: [{ referenceType: purl, referenceLocator: "${purl}" }]\n`,
      ),
      text(`# list\n${purl}\ncpe:2.3:a:nginx:nginx:1.21.1:*:*:*:*:*:*:*\n`),
    ],
    read: async (bytes) => {
      return readSbom(await prepareSbom(bytes, 'fuzz'), 'fuzz', { kindOf: () => ({ isSystem: true }) });
    },
  },
  { name: 'report of ours', seeds: [storedReport], read: (bytes) => readReport(decoder.decode(bytes), 'fuzz') },
];
