import { createPublicKey } from 'node:crypto';
import { type Digest, keyFingerprint } from '../../../../core/index.ts';
import type { Setting } from '../../../../foundations/formats/index.ts';
import type { GateSigner } from '../gate.ts';
import { type GateSchema, listSchema, mappingSchema, saying, textSchema } from './schema-parts.ts';

/** Identities are no patterns. */
const exactSchema: GateSchema = { type: 'string', pattern: '^[^*]*[^*\\s][^*]*$' };

/** What else a gate file needs to be read: files it names, and short names of predicate types. */
export interface GateSources {
  /** Text of a key file, by its path as written; filled before the gate is read. */
  readonly keyFiles: ReadonlyMap<string, string>;
  readonly predicateTypes: ReadonlyMap<string, string>;
}

/** What `readSigners` takes, for editors. */
export const signersSchema: GateSchema = listSchema({
  ...mappingSchema({
    name: textSchema,
    key: saying('A public key in PEM.', textSchema),
    keyFile: saying('A public key in a file, by its path from the gate.', textSchema),
    issuer: saying('Who checked the identity, compared exactly.', exactSchema),
    subject: saying('The identity, compared exactly.', exactSchema),
  }),
  oneOf: [{ required: ['key'] }, { required: ['keyFile'] }, { required: ['issuer', 'subject'] }],
});

/** What the key in a PEM text is known by; undefined when it is no public key. */
function fingerprintOf(pem: string): Digest | undefined {
  // Only the public half is ever read: a private key here is a mistake, and is refused as one.
  if (!/^-----BEGIN (?:RSA )?PUBLIC KEY-----/m.test(pem)) return undefined;
  try {
    return keyFingerprint(createPublicKey(pem).export({ type: 'spki', format: 'der' }));
  } catch {
    return undefined;
  }
}

/** A list of signers, of which any one is enough. */
export function readSigners(list: Setting, sources: GateSources): readonly GateSigner[] {
  const items = list.items();
  if (items.length === 0) list.complain('at least one signer is expected: a key, a keyFile, or issuer and subject');
  return items.flatMap((item) => readSigner(item, sources) ?? []);
}

function readSigner(item: Setting, sources: GateSources): GateSigner | undefined {
  item.keys('name', 'key', 'keyFile', 'issuer', 'subject');
  const name = item.get('name').text();
  const ways = ['key', 'keyFile', 'issuer'].filter((way) => item.get(way).isSet);
  if (ways.length !== 1) {
    item.complain('exactly one of key, keyFile, or issuer with subject is expected');
    return undefined;
  }
  if (ways[0] === 'issuer') {
    const issuer = item.get('issuer').requiredText();
    const subject = item.get('subject').requiredText();
    for (const [key, text] of [
      ['issuer', issuer],
      ['subject', subject],
    ] as const) {
      if (text.includes('*')) item.get(key).complain('identities are compared exactly: no patterns');
    }
    return { kind: 'identity', issuer, subject, name: name ?? `${subject} by ${issuer}` };
  }
  const file = item.get('keyFile').text();
  const setting = item.get(ways[0] ?? 'key');
  const pem = file === undefined ? setting.text() : sources.keyFiles.get(file);
  if (pem === undefined) {
    if (file !== undefined) setting.complain('the key file cannot be read');
    return undefined;
  }
  const fingerprint = fingerprintOf(pem);
  if (fingerprint === undefined) {
    setting.complain('a public key in PEM is expected (-----BEGIN PUBLIC KEY-----)');
    return undefined;
  }
  return { kind: 'key', fingerprint, pem, name: name ?? file ?? `key ${fingerprint.slice(0, 19)}` };
}
