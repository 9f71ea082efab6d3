import { createPrivateKey, type KeyObject } from 'node:crypto';
import { defined, SeaworthyError } from '../../../core/index.ts';
import {
  type DerValue,
  derInteger,
  derOid,
  derSequence,
  derTag,
  expectTag,
  type PemBlock,
  readDer,
  readPem,
} from '../../../foundations/formats/index.ts';

/*
 * Private keys as OpenSSL writes them. Sealed ones name the work that a password costs; bounds on it keep a file from asking for hours.
 */

const plainLabels: ReadonlyMap<string, 'pkcs8' | 'sec1' | 'pkcs1'> = new Map([
  ['PRIVATE KEY', 'pkcs8'],
  ['EC PRIVATE KEY', 'sec1'],
  ['RSA PRIVATE KEY', 'pkcs1'],
] as const);
const sealedLabel = 'ENCRYPTED PRIVATE KEY';
/** OpenSSL's own way to seal a key, from before PKCS #8 (RFC 1421 headers): one round of a hash, which costs nothing. */
const oldSeal = /^Proc-Type: 4,ENCRYPTED\r?$/m;
const maxFile = 64 * 1024;

/** Algorithm ids (RFC 8018, appendix C; RFC 7914, section 7). */
const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const scrypt = '1.3.6.1.4.1.11591.4.11';
const mostRounds = 10_000_000n;
/** Cost times block size of scrypt: 128 times that is the memory in bytes. */
const mostScryptBlocks = 2n ** 20n;
const mostScryptLanes = 16n;

function notAKey(where: string, why: string, next?: string): SeaworthyError {
  return new SeaworthyError('E_KEY', 'not a signing key', { where, why, ...defined({ next }) });
}

/** Whether a PEM text is a private key that OpenSSL sealed with a password. */
export function isSealedByOpenssl(text: string): boolean {
  return text.includes(`-----BEGIN ${sealedLabel}-----`) || oldSeal.test(text);
}

/** Why the work that a sealed key asks for is not done; undefined when it is. */
function costFault(parts: readonly DerValue[], where: string): string | undefined {
  const [method, parameters] = parts;
  if (derOid(method, where) !== pbes2) return 'it is sealed in a way from before PBES2';
  const [kdf, settings] = derSequence(derSequence(parameters, where)[0], where);
  const [, ...numbers] = derSequence(settings, where);
  const id = derOid(kdf, where);
  if (id === pbkdf2) {
    const rounds = derInteger(numbers[0], where);
    return rounds < 1n || rounds > mostRounds
      ? `PBKDF2 of ${rounds} rounds; at most ${mostRounds} are done`
      : undefined;
  }
  if (id !== scrypt) return 'its password is derived in a way that is not known';
  const [cost, block, lanes] = numbers.slice(0, 3).map((value) => derInteger(value, where));
  if (cost === undefined || block === undefined || lanes === undefined) return 'scrypt without its parameters';
  return cost * block > mostScryptBlocks || lanes > mostScryptLanes
    ? `scrypt of cost ${cost}, block size ${block} and ${lanes} lanes is too much work`
    : undefined;
}

function checkCost(sealed: Uint8Array, where: string): void {
  let fault: string | undefined;
  try {
    const [algorithm, content] = derSequence(readDer(sealed, where), where);
    expectTag(content, derTag.octetString, where);
    fault = costFault(derSequence(algorithm, where), where);
  } catch {
    fault = 'it is damaged';
  }
  if (fault !== undefined) throw notAKey(where, fault, 'Seal it anew with `openssl pkcs8 -topk8`.');
}

function wrongPassword(where: string, cause: unknown): SeaworthyError {
  return new SeaworthyError('E_KEY', 'the key file does not open with this password', {
    where,
    why: 'either the password is another one, or the file is damaged',
    cause,
  });
}

function sealedKey(bytes: Uint8Array, password: Uint8Array, where: string): KeyObject {
  checkCost(bytes, where);
  try {
    const passphrase = Buffer.from(password);
    return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8', passphrase });
  } catch (cause) {
    throw wrongPassword(where, cause);
  }
}

function plainKey({ label, bytes }: PemBlock, where: string): KeyObject {
  const type = plainLabels.get(label);
  if (type === undefined) {
    const isPublic = label === 'CERTIFICATE' || label.endsWith('PUBLIC KEY');
    const isSsh = label === 'OPENSSH PRIVATE KEY';
    const next = isPublic
      ? 'Signing needs the private key; this is what signatures are checked with.'
      : isSsh
        ? 'Convert a copy with `ssh-keygen -p -m PKCS8 -f COPY`.'
        : undefined;
    throw notAKey(where, `a private key in PEM is expected, ${label} found`, next);
  }
  try {
    return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type });
  } catch (cause) {
    throw new SeaworthyError('E_KEY', 'the key file holds no private key that can be read', { where, cause });
  }
}

/**
 * The private key of a PEM text as OpenSSL and others write it: PKCS #8 plain or sealed, SEC 1 (`EC PRIVATE KEY`, also behind its parameters) and PKCS #1
 * (`RSA PRIVATE KEY`), plain or sealed in the old way. Throws `E_KEY` for a wrong password and for what is no such key, `E_FORMAT`, `E_LIMIT`.
 */
export function readPrivateKey(text: string, password: Uint8Array, where: string): KeyObject {
  if (text.length > maxFile) throw new SeaworthyError('E_LIMIT', `a key file of ${text.length} characters`, { where });
  if (oldSeal.test(text)) {
    try {
      return createPrivateKey({ key: text, format: 'pem', passphrase: Buffer.from(password) });
    } catch (cause) {
      throw wrongPassword(where, cause);
    }
  }
  // `openssl ecparam -genkey` writes the name of the curve first; the key says it again.
  const [block, ...more] = readPem(text, where).filter(({ label }) => label !== 'EC PARAMETERS');
  if (block === undefined || more.length > 0)
    throw notAKey(where, `one key is expected, ${block === undefined ? 'none' : more.length + 1} found`);
  return block.label === sealedLabel ? sealedKey(block.bytes, password, where) : plainKey(block, where);
}
