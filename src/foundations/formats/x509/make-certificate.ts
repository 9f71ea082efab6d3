import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { SeaworthyError } from '../../../core/index.ts';
import { derTag, encodeDer } from '../der/index.ts';

/** A certificate for a server, and the authority that vouches for it, all PEM. The key of the authority is gone: it signs nothing else. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

const sequence = (...content: readonly Uint8Array[]): Uint8Array => encodeDer(0x30, ...content);
const oid = (hex: string): Uint8Array => encodeDer(0x06, Buffer.from(hex, 'hex'));
const octets = (...content: readonly Uint8Array[]): Uint8Array => encodeDer(0x04, ...content);
const yes = encodeDer(0x01, Buffer.from([0xff]));
/** ecdsa-with-SHA256 (RFC 5758, section 3.2). */
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

/** A name of nothing but a common name (RFC 5280, section 4.1.2.4). */
const commonName = (text: string): Uint8Array =>
  sequence(encodeDer(0x31, sequence(oid('550403'), encodeDer(0x0c, Buffer.from(text)))));

/** GeneralizedTime in seconds, which every reader takes. */
const time = (date: Date): Uint8Array => encodeDer(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')));

const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  sequence(oid(id), ...(critical ? [yes] : []), octets(value));

/** Basic constraints: an authority, or none. */
const constraints = (authority: boolean): Uint8Array =>
  extension('551d13', true, sequence(...(authority ? [yes] : [])));
/** Key usage: keyCertSign, or digitalSignature (RFC 5280, section 4.2.1.3). */
const usage = (authority: boolean): Uint8Array =>
  extension('551d0f', true, encodeDer(0x03, Buffer.from(authority ? [2, 0x04] : [7, 0x80])));
/** Extended key usage: serverAuth. */
const forServers = extension('551d25', false, sequence(oid('2b06010505070301')));

const isIpv4 = (host: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) && host.split('.').every((part) => Number(part) < 256);

/** Without a zone, and not with an IPv4 address at its end. */
const isIpv6 = (host: string): boolean => /^[0-9a-fA-F:]+$/.test(host) && URL.canParse(`http://[${host}]/`);

/** The bytes of an IP address. */
function addressBytes(host: string): Uint8Array {
  if (isIpv4(host)) return Buffer.from(host.split('.').map(Number));
  const [head = '', tail] = host.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const all = [...first, ...Array.from({ length: zeros }, () => '0'), ...last];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function alternativeName(host: string): Uint8Array {
  if (isIpv4(host) || isIpv6(host)) return encodeDer(0x87, addressBytes(host));
  if (/^(?=.{1,253}$)(?:\*\.)?[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?$/.test(host))
    return encodeDer(0x82, Buffer.from(host.toLowerCase()));
  throw new SeaworthyError('E_USAGE', 'neither a DNS name nor an IP address', { where: host });
}

function pem(label: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/**
 * A certificate for a server under these names (DNS names or IP addresses), with a new P-256 key, signed by a new authority (RFC 5280). Both are valid
 * between the two dates. Throws `E_USAGE` for what is no name.
 */
export function makeServerCertificate(hosts: readonly string[], from: Date, to: Date): ServerCertificate {
  const names = hosts.map(alternativeName);
  const issuer = 'Seaworthy one-time authority';
  const authorityKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serverKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issue = (subject: string, keys: typeof serverKeys, extensions: readonly Uint8Array[]): string => {
    const toBeSigned = sequence(
      encodeDer(0xa0, encodeDer(derTag.integer, Buffer.from([2]))),
      encodeDer(derTag.integer, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
      ecdsaWithSha256,
      commonName(issuer),
      sequence(time(from), time(to)),
      commonName(subject),
      keys.publicKey.export({ type: 'spki', format: 'der' }),
      encodeDer(0xa3, sequence(...extensions)),
    );
    const signature = sign('sha256', toBeSigned, authorityKeys.privateKey);
    return pem('CERTIFICATE', sequence(toBeSigned, ecdsaWithSha256, encodeDer(0x03, Buffer.from([0]), signature)));
  };
  return {
    authority: issue(issuer, authorityKeys, [constraints(true), usage(true)]),
    certificate: issue('Seaworthy admission webhook', serverKeys, [
      constraints(false),
      usage(false),
      forServers,
      extension('551d11', false, sequence(...names)),
    ]),
    key: serverKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
