import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type FakeBundleOptions, fakeSigstore } from '../../../../lab/fixtures/index.ts';
import { signStatement } from '../attachments/attach-statement.ts';
import { parseBundle } from '../bundles/parse-bundle.ts';
import { generateKeys } from '../keys/generate-keys.ts';
import { loadSigningKey, type SigningKey } from '../keys/signing-key.ts';
import { formatStatement } from '../statements/statement.ts';
import { parseTrustedRoot } from '../trust/trusted-root.ts';
import { type TrustedSigner, verifyBundle } from './verify-bundle.ts';

/*
 * Every field of a bundle that passes is changed, one at a time, and every byte of what it holds in base64. Nothing may still be trusted, and
 * nothing may be thrown but a typed error.
 */

const message = Buffer.from('an artifact');
const hex = createHash('sha256').update(message).digest('hex');
const sigstore = fakeSigstore();
const { subject, issuer } = sigstore;
const trustedRoot = parseTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot)), 'root.json');
const identity: TrustedSigner = { kind: 'identity', subject, issuer, trustedRoot };
const parts = { digest: `sha256:${hex}`, predicateType: 'https://x.example/p', predicate: { a: 1 } } as const;
const statement = formatStatement(parts);

async function isTrusted(text: string, signer: TrustedSigner): Promise<boolean> {
  let bundle: ReturnType<typeof parseBundle>;
  try {
    bundle = parseBundle(Buffer.from(text), 'bundle.json');
  } catch (error) {
    assert.ok(
      error instanceof Error && 'code' in error && (error.code === 'E_FORMAT' || error.code === 'E_LIMIT'),
      String(error),
    );
    return false;
  }
  return (await verifyBundle(bundle, { digests: { sha256: hex } }, signer)).state === 'pass';
}

interface Leaf {
  readonly path: string;
  readonly value: string;
  set(value: string): unknown;
}

/** Every text of a JSON value, with its path. */
function leaves(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.entries(holder).flatMap(([name, member]) => {
    const at = `${path}/${name}`;
    if (typeof member !== 'string') return leaves(member, at);
    return [{ path: at, value: member, set: (changed: string) => Object.assign(holder, { [name]: changed }) }];
  });
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Other values for a text: of base64 with a bit of each byte turned (of long ones at most some 200), of numbers the neighbours, of others each character. */
function changes(text: string): readonly string[] {
  if (/^\d+$/.test(text))
    return [String(Number(text) + 1), String(Number(text) - 1), '0', '-1', '99999999999'].filter(
      (other) => other !== text,
    );
  if (text.length % 4 === 0 && text.length > 20 && base64.test(text)) {
    const bytes = Buffer.from(text, 'base64');
    const step = Math.max(1, Math.floor(bytes.length / 200));
    const changed = [...Array(Math.ceil(bytes.length / step)).keys()].map((index) => {
      const copy = Buffer.from(bytes);
      const at = index * step;
      copy[at] = (copy[at] ?? 0) ^ (1 << (index % 8));
      return copy.toString('base64');
    });
    return [
      ...changed,
      bytes.subarray(1).toString('base64'),
      Buffer.concat([bytes, Buffer.from([0])]).toString('base64'),
      '',
    ];
  }
  return [...text].map((character, at) => {
    const other = String.fromCodePoint((character.codePointAt(0) ?? 0) ^ 1);
    return text.slice(0, at) + other + text.slice(at + 1);
  });
}

/** Changes that still verify. */
async function survivors(bundle: Record<string, unknown>, signer: TrustedSigner): Promise<readonly string[]> {
  assert.ok(await isTrusted(JSON.stringify(bundle), signer), 'it passes unchanged');
  const found: string[] = [];
  let tried = 0;
  for (const leaf of leaves(bundle)) {
    for (const [index, changed] of changes(leaf.value).entries()) {
      // Hints and key ids are said by nobody in particular: the test below shows that they decide nothing.
      if (leaf.path.endsWith('/hint')) continue;
      leaf.set(changed);
      tried++;
      if (await isTrusted(JSON.stringify(bundle), signer)) found.push(`${leaf.path}, change ${index}`);
    }
    leaf.set(leaf.value);
  }
  assert.ok(tried > 200);
  return found;
}

const kinds: Readonly<Record<string, FakeBundleOptions>> = {
  'message in Rekor 1': { content: { message }, entry: 'hashedrekord 0.0.1' },
  'message in Rekor 2': { content: { message }, entry: 'hashedrekord 0.0.2', timestamp: true },
  'statement in Rekor 1': { content: { statement }, entry: 'dsse 0.0.1', timestamp: true },
  'statement in Rekor 2': { content: { statement }, entry: 'dsse 0.0.2', timestamp: true, embed: true },
};

for (const [name, options] of Object.entries(kinds)) {
  test(`no change of a keyless bundle is trusted: ${name}`, async () => {
    assert.deepEqual(await survivors(sigstore.bundle(options), identity), []);
  });
}

async function newSigner(): Promise<SigningKey> {
  const password = Buffer.from('pw');
  const pair = await generateKeys(password);
  return loadSigningKey({ text: pair.privateKey, password, where: 'test.key' });
}

test('no change of a bundle signed with a key is trusted, nor any bit of its text', async () => {
  const signer = await newSigner();
  const text = Buffer.from(await signStatement(parts, signer)).toString();
  const trusted: TrustedSigner = { kind: 'key', key: signer.publicKey };
  assert.deepEqual(await survivors(JSON.parse(text) as Record<string, unknown>, trusted), []);
  const bytes = Buffer.from(text);
  const [from, hint] = [text.indexOf(signer.publicKey.hint), signer.publicKey.hint.length];
  assert.ok(from > 0);
  for (let at = 0; at < bytes.length; at++) {
    if (at >= from && at < from + hint) continue;
    for (let bit = 0; bit < 8; bit++) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 << bit);
      assert.ok(!(await isTrusted(copy.toString('latin1'), trusted)), `bit ${bit} of byte ${at}`);
    }
  }
});

test('free text in hints and key ids refuses no signature that holds, and helps none that does not', async () => {
  const keys = [await newSigner(), await newSigner()] as const;
  const [trusted, other] = keys.map(({ publicKey: key }): TrustedSigner => ({ kind: 'key', key }));
  const text = Buffer.from(await signStatement(parts, keys[0])).toString();
  for (const hint of ['', 'my-release-key', 'sha256:zz', keys[1].publicKey.hint, 'x'.repeat(5_000), 'ключ', '\u0000']) {
    for (const keyid of [undefined, '', 'release-2026', keys[1].publicKey.hint, 7, null, { a: 1 }]) {
      const bundle = JSON.parse(text) as Record<string, Record<string, unknown>>;
      Object.assign(bundle.verificationMaterial ?? {}, { publicKey: { hint } });
      const [signature] = (bundle.dsseEnvelope?.signatures ?? []) as Record<string, unknown>[];
      Object.assign(signature ?? {}, keyid === undefined ? {} : { keyid });
      const named = `${hint.slice(0, 20)}, ${JSON.stringify(keyid)}`;
      assert.ok(await isTrusted(JSON.stringify(bundle), trusted ?? identity), named);
      assert.ok(!(await isTrusted(JSON.stringify(bundle), other ?? identity)), named);
    }
  }
});

/** The only log entry of a bundle. */
function entryOf(bundle: Record<string, unknown>): Record<string, unknown> {
  const { tlogEntries } = bundle.verificationMaterial as { tlogEntries: Record<string, unknown>[] };
  return tlogEntries[0] ?? assert.fail('no entry');
}

test('members taken out or put in are not trusted', async () => {
  const material = (bundle: Record<string, unknown>) => bundle.verificationMaterial as Record<string, unknown>;
  const changed: readonly ((bundle: Record<string, unknown>) => void)[] = [
    (bundle) => delete bundle.messageSignature,
    (bundle) => delete bundle.verificationMaterial,
    (bundle) => delete material(bundle).tlogEntries,
    (bundle) => delete material(bundle).certificate,
    (bundle) => delete entryOf(bundle).inclusionProof,
    (bundle) => delete entryOf(bundle).inclusionPromise,
    (bundle) => delete entryOf(bundle).integratedTime,
    (bundle) => Object.assign(material(bundle), { tlogEntries: [entryOf(bundle), entryOf(bundle)] }),
    (bundle) => Object.assign(bundle, { more: 1 }),
    (bundle) => Object.assign(material(bundle), { publicKey: { hint: '' } }),
    (bundle) => Object.assign(bundle, { dsseEnvelope: { payload: '', payloadType: '', signatures: [] } }),
  ];
  const make = (): Record<string, unknown> => sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.1' });
  assert.ok(await isTrusted(JSON.stringify(make()), identity));
  for (const [index, change] of changed.entries()) {
    const bundle = make();
    change(bundle);
    assert.ok(!(await isTrusted(JSON.stringify(bundle), identity)), `change ${index}`);
  }
});
