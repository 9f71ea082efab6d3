import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../core/index.ts';
import { cdx, purlRef, read, spdxOf } from './testing/documents.ts';

test('headings of Trivy are no software, in either of its forms', () => {
  const npm = { name: 'a', purl: 'pkg:npm/a@1' };
  const heading = {
    type: 'application',
    name: 'app/package-lock.json',
    properties: [{ name: 'aquasecurity:trivy:Class', value: 'lang-pkgs' }],
  };
  const cyclonedx = read(cdx([heading, { type: 'library', ...npm }])).inventory;
  const spdx = read(
    spdxOf(
      [
        { SPDXID: 'SPDXRef-Application-1', name: 'npm' },
        { SPDXID: 'SPDXRef-Package-1', name: 'a', ...purlRef(npm.purl) },
      ],
      {
        creationInfo: { creators: ['Organization: aquasecurity', 'Tool: trivy-0.74.0'] },
      },
    ),
  ).inventory;
  for (const { packages, coverage } of [cyclonedx, spdx]) {
    assert.deepEqual(
      packages.map(({ purl }) => purl),
      [npm.purl],
    );
    assert.equal(isIncomplete(coverage), false);
  }
});

test('Syft in SPDX: where it was found, and who brought it', () => {
  const { packages } = read(
    spdxOf(
      [
        {
          SPDXID: 'S0',
          name: 'python3-a',
          versionInfo: '1-1',
          sourceInfo: 'acquired package info from DPKG DB: /usr/share/doc/a/copyright, /var/lib/dpkg/status',
          ...purlRef('pkg:deb/debian/python3-a@1-1?upstream=a'),
        },
        {
          SPDXID: 'S1',
          name: 'a',
          versionInfo: '1',
          sourceInfo: 'acquired package info from installed python package manifest file: /usr/lib/python3/a/METADATA',
          ...purlRef('pkg:pypi/a@1'),
        },
      ],
      {
        relationships: [
          {
            spdxElementId: 'S0',
            relationshipType: 'OTHER',
            relatedSpdxElement: 'S1',
            comment: 'ownership-by-file-overlap: indicates that the parent package claims ownership of a child package',
          },
        ],
      },
    ),
  ).inventory;
  assert.deepEqual(
    packages.map(({ paths, ownedBy }) => [...paths, ownedBy]),
    [
      ['usr/share/doc/a/copyright', 'var/lib/dpkg/status', undefined],
      ['usr/lib/python3/a/METADATA', 'S0'],
    ],
  );
});
