import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../core/index.ts';
import { cdx, read } from './testing/documents.ts';

const bom = cdx([{ type: 'library', name: 'a', purl: 'pkg:npm/a@1' }]);
const tags =
  'SPDXVersion: SPDX-2.3\nPackageName: a\nSPDXID: SPDXRef-a\nExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1\n';
const statement = (predicate: unknown, version = 'v1'): object => ({
  _type: `https://in-toto.io/Statement/${version}`,
  subject: [{ name: 'shop/web', digest: { sha256: 'a'.repeat(64) } }],
  predicateType: 'https://cyclonedx.org/bom',
  predicate,
});
const envelope = (payload: unknown): object => ({
  payloadType: 'application/vnd.in-toto+json',
  payload: Buffer.from(JSON.stringify(payload)).toString('base64'),
  signatures: [{ sig: 'c2ln' }],
});
const bundle = (content: object): object => ({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  dsseEnvelope: content,
});

const carriers: readonly (readonly [string, object, RegExp | undefined])[] = [
  ['by itself', bom, undefined],
  ['a statement', statement(bom), /that nobody has signed/],
  ['a statement of version 0.1', statement(bom, 'v0.1'), /that nobody has signed/],
  ['as Cosign had it at first', statement({ Data: bom, Timestamp: '' }), /that nobody has signed/],
  ['tags as text', statement(tags), /that nobody has signed/],
  ['tags as text in Data', statement({ Data: tags }), /that nobody has signed/],
  ['JSON as text', statement(JSON.stringify(bom)), /that nobody has signed/],
  ['an envelope', envelope(statement(bom)), /signature was not checked/],
  ['a bundle', bundle(envelope(statement(bom))), /signature was not checked/],
  ['an envelope of the document itself', envelope(bom), /signature was not checked/],
];
for (const [what, document, says] of carriers)
  test(`a bill of materials is found in its carrier: ${what}`, () => {
    const { inventory } = read(document);
    assert.deepEqual(
      inventory.packages.map(({ purl }) => purl),
      ['pkg:npm/a@1'],
    );
    const told = inventory.coverage.problems.filter(({ message }) => message.startsWith('it stands in'));
    assert.equal(told.length, says === undefined ? 0 : 1);
    for (const { message } of told) assert.match(message, says ?? /^$/);
    assert.equal(isIncomplete(inventory.coverage), false);
  });

const refused: readonly (readonly [string, object, string])[] = [
  ['a statement about something else', statement({ builder: {} }), 'E_FORMAT'],
  ['a statement without a predicate', statement(undefined), 'E_FORMAT'],
  ['a predicate that is no text of ours', statement('hello'), 'E_FORMAT'],
  ['another kind of statement', { ...statement(bom), _type: 'https://in-toto.io/Link/v1' }, 'E_FORMAT'],
  ['an envelope that is damaged', { ...envelope(statement(bom)), payload: '%' }, 'E_FORMAT'],
  ['statements without end', Array.from({ length: 9 }).reduce<object>((inner) => statement(inner), bom), 'E_LIMIT'],
];
for (const [what, document, code] of refused)
  test(`refused: ${what}`, () => assert.throws(() => read(document), { code }));
