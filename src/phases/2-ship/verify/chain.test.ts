import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { type Issued, issue } from '../../../../lab/fixtures/index.ts';
import { chainFault, codeSigning, issuerOf, timeStamping } from './chain.ts';

const from = new Date('2025-01-01T00:00:00Z');
const to = new Date('2026-01-01T00:00:00Z');
const at = new Date('2025-06-01T00:00:00Z');
const early = { from, to: new Date('2025-05-01T00:00:00Z') };
const late = { from: new Date('2025-07-01T00:00:00Z'), to };
const life = { from, to };

const read = ({ certificate }: Issued): X509Certificate => new X509Certificate(certificate);

const root = issue({ name: 'root', serial: 1, ...life, authority: true });
const middle = issue({ name: 'middle', serial: 2, ...life, authority: true, issuer: root });
const leafOf = (issuer: Issued, more: Partial<Parameters<typeof issue>[0]> = {}): X509Certificate =>
  read(issue({ name: 'leaf', serial: 3, ...life, usage: codeSigning, issuer, ...more }));
const signer = leafOf(middle);
const [rootRead, middleRead] = [read(root), read(middle)];

/** The certificate, with a check that breaks down: what OpenSSL throws for a key it cannot read. */
function breaking(certificate: X509Certificate, name: 'checkIssued' | 'verify'): X509Certificate {
  const broken = new X509Certificate(certificate.raw);
  const value = (): never => {
    throw new Error('decode error');
  };
  return Object.defineProperty(broken, name, { value });
}

// Of the same names and with another key: what somebody would make who wants to be taken for them.
const forgedRoot = issue({ name: 'root', serial: 1, ...life, authority: true });
const forgedMiddle = issue({ name: 'middle', serial: 2, ...life, authority: true, issuer: root });
const earlyMiddle = issue({ name: 'middle', serial: 4, ...early, authority: true, issuer: root });
const lateRoot = issue({ name: 'late', serial: 5, ...late, authority: true });
// Whoever followed it would go round for ever.
const ring = issue({ name: 'ring', serial: 7, ...life, authority: true });
const noAuthority = issue({ name: 'shop', serial: 6, ...life, signsCertificates: true, issuer: root });

const cases: readonly (readonly [
  name: string,
  leaf: X509Certificate,
  authority: readonly X509Certificate[],
  fault: RegExp | undefined,
  usage?: string,
  moment?: Date,
])[] = [
  ['by a middle one', signer, [middleRead, rootRead], undefined],
  ['by the root', leafOf(root), [rootRead], undefined],
  ['by the root, beside a middle one that has no part in it', leafOf(root), [middleRead, rootRead], undefined],
  ['at the first moment', signer, [middleRead, rootRead], undefined, codeSigning, from],
  ['at the last moment', signer, [middleRead, rootRead], undefined, codeSigning, to],
  ['before', signer, [middleRead, rootRead], /valid from 2025.* only/, codeSigning, new Date(from.getTime() - 1)],
  ['after', signer, [middleRead, rootRead], /valid from 2025.* only/, codeSigning, new Date(to.getTime() + 1_000)],
  ['for another use', signer, [middleRead, rootRead], /^the certificate is for another use$/, timeStamping],
  ['for no use', leafOf(middle, { usage: timeStamping }), [middleRead, rootRead], /another use/],
  ['an authority itself', leafOf(middle, { authority: true }), [middleRead, rootRead], /^the certificate is an auth/],
  [
    'a root that is not there',
    signer,
    [middleRead, read(forgedRoot)],
    /^nobody in the trusted root issued "CN=middle"$/,
  ],
  ['a middle one that is not there', signer, [rootRead], /^nobody in the trusted root issued "CN=leaf"$/],
  ['a middle one of the same name', signer, [read(forgedMiddle), rootRead], /^nobody .* "CN=leaf"$/],
  [
    'a middle one that is no authority',
    leafOf(noAuthority),
    [read(noAuthority), rootRead],
    /^"CN=shop" is no authority$/,
  ],
  [
    'a middle one that had ended',
    leafOf(earlyMiddle),
    [read(earlyMiddle), rootRead],
    /^"CN=middle" is valid from .* only$/,
  ],
  ['a root that had not begun', leafOf(lateRoot), [read(lateRoot)], /^"CN=late" is valid from .* only$/],
  ['nobody is trusted', signer, [], /^the chain does not reach the root$/],
  ['one that issued itself and is no root', leafOf(ring), [read(ring), rootRead], /^nobody .* "CN=ring"$/],
  ['a certificate by itself', signer, [signer], /^nobody in the trusted root issued "CN=leaf"$/],
  // What cannot be checked has not been issued, and does not keep the next from being tried.
  ['the check of names breaks down', breaking(signer, 'checkIssued'), [middleRead, rootRead], /^nobody .* "CN=leaf"$/],
  [
    'the check of the signature breaks down',
    breaking(signer, 'verify'),
    [middleRead, rootRead],
    /^nobody .* "CN=leaf"$/,
  ],
  [
    'the check of a middle one breaks down',
    signer,
    [breaking(middleRead, 'verify'), rootRead],
    /^nobody .* "CN=middle"$/,
  ],
];

for (const [name, leaf, authority, fault, usage = codeSigning, moment = at] of cases)
  test(`chain: ${name}: ${fault === undefined ? 'holds' : 'does not hold'}`, () => {
    const found = chainFault(leaf, authority, usage, moment);
    if (fault === undefined) assert.equal(found, undefined);
    else assert.match(found ?? 'it holds', fault);
  });

test('the issuer of a certificate, wherever it stands', () => {
  assert.equal(issuerOf(signer, [rootRead, middleRead]), middleRead);
  assert.equal(issuerOf(signer, [rootRead, read(forgedMiddle)]), undefined);
  assert.equal(issuerOf(signer, []), undefined);
  assert.equal(issuerOf(breaking(signer, 'verify'), [middleRead]), undefined);
});
