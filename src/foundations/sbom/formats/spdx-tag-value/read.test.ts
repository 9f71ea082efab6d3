import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError } from '../../../../core/index.ts';
import { read, readText } from '../../testing/documents.ts';

const purl = 'pkg:deb/debian/libssl3@3.0.17-1?arch=amd64&distro=debian-12&upstream=openssl';
const text = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: shop/web
DocumentNamespace: https://example.org/1
Creator: Tool: example-1
Created: 2026-01-01T00:00:00Z
DocumentComment: <text>Several lines,
PackageName: not one of them
</text>

##### The image

PackageName: shop/web
SPDXID: SPDXRef-image
PackageVersion: sha256:${'a'.repeat(64)}
PrimaryPackagePurpose: CONTAINER
PackageChecksum: SHA256: ${'a'.repeat(64)}

PackageName:   libssl3
SPDXID: SPDXRef-ssl
PackageVersion: 3.0.17-1
PackageLicenseDeclared: LicenseRef-x
PackageCopyrightText: <text>(c) somebody</text>
ExternalRef: SECURITY cpe23Type cpe:2.3:a:openssl:openssl:3.0.17:*:*:*:*:*:*:*
ExternalRef: PACKAGE-MANAGER purl ${purl}

PackageName: Nginx
SPDXID: SPDXRef-nginx
ExternalRef: SECURITY cpe23Type cpe:2.3:a:nginx:nginx:1.21.1

FileName: ./etc/passwd
SPDXID: SPDXRef-passwd

LicenseID: LicenseRef-x
ExtractedText: <text>do as
you like</text>
LicenseName: NOASSERTION

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-image
Relationship: SPDXRef-nginx DEPENDS_ON SPDXRef-ssl
RelationshipComment: it links to it
Annotator: Tool: seaworthy-1
AnnotationDate: 2026-01-01T00:00:00Z
AnnotationType: OTHER
SPDXREF: SPDXRef-ssl
AnnotationComment: <text>{"foundBy":"dpkg","id":"ssl","paths":["var/lib/dpkg/status"]}</text>
Annotator: Person: somebody
SPDXREF: SPDXRef-DOCUMENT
AnnotationComment: fine
`;

/** The same in JSON form. */
const json = {
  spdxVersion: 'SPDX-2.3',
  name: 'shop/web',
  packages: [
    {
      SPDXID: 'SPDXRef-image',
      name: 'shop/web',
      versionInfo: `sha256:${'a'.repeat(64)}`,
      primaryPackagePurpose: 'CONTAINER',
      checksums: [{ algorithm: 'SHA256', checksumValue: 'a'.repeat(64) }],
    },
    {
      SPDXID: 'SPDXRef-ssl',
      name: 'libssl3',
      versionInfo: '3.0.17-1',
      licenseDeclared: 'LicenseRef-x',
      externalRefs: [
        { referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:openssl:openssl:3.0.17:*:*:*:*:*:*:*' },
        { referenceType: 'purl', referenceLocator: purl },
      ],
      annotations: [
        {
          annotator: 'Tool: seaworthy-1',
          comment: '{"foundBy":"dpkg","id":"ssl","paths":["var/lib/dpkg/status"]}',
        },
      ],
    },
    {
      SPDXID: 'SPDXRef-nginx',
      name: 'Nginx',
      externalRefs: [{ referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:nginx:nginx:1.21.1' }],
    },
  ],
  files: [{ SPDXID: 'SPDXRef-passwd', fileName: './etc/passwd' }],
  hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-x', extractedText: 'do as\nyou like' }],
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-image' },
    { spdxElementId: 'SPDXRef-nginx', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-ssl' },
  ],
};

for (const [what, written] of [
  ['as it is', text],
  ['with the ends of lines of Windows', text.replaceAll('\n', '\r\n')],
  ['of version 2.2', text.replace('SPDX-2.3', 'SPDX-2.2')],
] as const)
  test(`SPDX says in tag-value form what it says in JSON: ${what}`, () => {
    const found = readText(written);
    assert.deepEqual({ ...found, format: 'SPDX 2.3' }, read(json));
    assert.deepEqual(
      found.inventory.packages.map(({ name, version, dependencies = [] }) => [name, version, ...dependencies]),
      [
        ['libssl3', '3.0.17-1'],
        ['Nginx', '1.21.1', 'ssl'],
      ],
    );
    assert.equal(found.image?.digest, `sha256:${'a'.repeat(64)}`);
  });

for (const [what, more, message] of [
  ['a line that is none', 'what is this\n', /1 of its lines are no tag/],
  ['a text that never ends', 'PackageComment: <text>and so\nPackageName: hidden\n', /1 of its lines are no tag/],
] as const)
  test(`SPDX in tag-value form: told as incomplete: ${what}`, () => {
    const { problems } = readText(`${text}${more}`).inventory.coverage;
    assert.ok(problems.some((one) => one.incomplete && message.test(one.message)));
  });

test('SPDX in tag-value form: the version says what is read, wherever it stands', () => {
  assert.equal(readText(`# a comment\n\nDataLicense: CC0-1.0\n${text}`).format, 'SPDX 2.3');
  for (const refused of ['SPDXVersion: SPDX-2.1\n', 'SPDXVersion: SPDX-2.10\n', 'PackageName: a\n', 'text', ''])
    assert.throws(() => readText(refused), { code: 'E_FORMAT' }, refused);
});

test('SPDX in tag-value form: no lines throw anything but our errors', () => {
  const line = fc.oneof(
    fc.constantFrom(...text.split('\n')),
    fc
      .tuple(fc.constantFrom('SPDXID', 'Relationship', 'ExternalRef', 'SPDXREF', 'constructor'), fc.string())
      .map((parts) => parts.join(': ')),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      try {
        readText(['SPDXVersion: SPDX-2.3', ...lines].join('\n'));
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
      }
    }),
    { numRuns: 300 },
  );
});

test('SPDX in tag-value form: tags that SPDX does not have are told', () => {
  const lowered = text.replace('PackageName: Nginx', 'packagename: Nginx');
  const told = (said: string): string =>
    readText(said)
      .inventory.coverage.problems.map((one) => one.message)
      .join();
  assert.match(told(lowered), /1 of its tags are none of SPDX 2, the first of them packagename/);
  assert.doesNotMatch(told(text), /none of SPDX 2/);
});
