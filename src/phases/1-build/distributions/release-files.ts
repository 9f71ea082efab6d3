import type { Distribution } from '../../../core/index.ts';
import { readOsRelease } from './os-release.ts';

/** A distribution before its end of life is looked up. */
export type Named = Omit<Distribution, 'endOfLife'>;

/** One way in which a file says which distribution this is; undefined when it does not say. */
export interface ReleaseFile {
  readonly path: string;
  read(text: string): Named | undefined;
}

/** An id as os-release(5) allows it; the empty text when there is nothing usable. */
function identifier(text: string | undefined): string {
  const id = (text ?? '').toLowerCase();
  return /^[a-z0-9._-]{1,64}$/.test(id) ? id : '';
}

/** A value short enough to show, without control characters; undefined when there is none. */
function plain(text: string | undefined): string | undefined {
  const value = (text ?? '')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim()
    .slice(0, 128);
  return value === '' ? undefined : value;
}

/** Leaves out what is undefined, as `exactOptionalPropertyTypes` wants it. */
function named(
  id: string,
  path: string,
  more: Partial<Record<'version' | 'codename' | 'prettyName', string | undefined>>,
  like: readonly string[] = [],
): Named {
  return {
    id,
    like,
    path,
    ...(more.version === undefined ? {} : { version: more.version }),
    ...(more.codename === undefined ? {} : { codename: more.codename }),
    ...(more.prettyName === undefined ? {} : { prettyName: more.prettyName }),
  };
}

/** os-release(5). Releases before `VERSION_CODENAME` was invented tell the code name in brackets: `7 (wheezy)`. */
function fromOsRelease(path: string, text: string): Named | undefined {
  const fields = readOsRelease(text);
  const id = identifier(fields.get('ID'));
  if (id === '') return undefined;
  const bracketed = /\(([a-z]+)\)/.exec(fields.get('VERSION') ?? '')?.[1];
  const like = (fields.get('ID_LIKE') ?? '').split(/\s+/, 16).map(identifier).filter(Boolean);
  return named(
    id,
    path,
    {
      version: plain(fields.get('VERSION_ID')),
      codename: plain(fields.get('VERSION_CODENAME')) ?? plain(fields.get('UBUNTU_CODENAME')) ?? bracketed,
      prettyName: plain(fields.get('PRETTY_NAME')) ?? plain(fields.get('NAME')),
    },
    like,
  );
}

/** Lines such as `CentOS release 6.10 (Final)` and `Amazon Linux AMI release 2018.03`, and whose they are. */
const makers: readonly (readonly [start: string, id: string])[] = [
  ['AlmaLinux', 'almalinux'],
  ['Amazon Linux', 'amzn'],
  ['CentOS', 'centos'],
  ['Fedora', 'fedora'],
  ['Oracle Linux', 'ol'],
  ['Red Hat Enterprise Linux', 'rhel'],
  ['Rocky Linux', 'rocky'],
  ['Scientific Linux', 'scientific'],
];

function fromRedHatLine(path: string, text: string): Named | undefined {
  const line = (text.split('\n', 1)[0] ?? '').trim();
  const maker = makers.find(([start]) => line.startsWith(start));
  const version = /\brelease (\d{1,6}(?:\.\d{1,6}){0,3})/.exec(line)?.[1];
  return maker && version ? named(maker[1], path, { version, prettyName: plain(line) }) : undefined;
}

function fromLsbRelease(path: string, text: string): Named | undefined {
  const fields = readOsRelease(text);
  const id = identifier(fields.get('DISTRIB_ID'));
  if (id === '') return undefined;
  return named(id, path, {
    version: plain(fields.get('DISTRIB_RELEASE')),
    codename: plain(fields.get('DISTRIB_CODENAME')),
    prettyName: plain(fields.get('DISTRIB_DESCRIPTION')),
  });
}

/** `12.5`, or the code name of testing and `sid` while no number is given yet: `trixie/sid`. */
function fromDebianVersion(path: string, text: string): Named | undefined {
  const line = text.trim();
  const version = /^(\d{1,3})(?:\.\d{1,3})*$/.exec(line)?.[1];
  if (version !== undefined) return named('debian', path, { version });
  const codename = /^([a-z]{3,20})\/sid$/.exec(line)?.[1];
  return codename === undefined ? undefined : named('debian', path, { codename });
}

function fromAlpineRelease(path: string, text: string): Named | undefined {
  const version = /^\d+\.\d+[\w.]{0,40}$/.exec(text.trim())?.[0];
  return version === undefined ? undefined : named('alpine', path, { version });
}

const releaseFile = (path: string, read: (path: string, text: string) => Named | undefined): ReleaseFile => ({
  path,
  read: (text) => read(path, text),
});

/**
 * The files that say which distribution this is, the most trustworthy first: os-release(5) puts `/etc` before `/usr/lib`; the others are for
 * systems from before it, and for images that lost it. The makers' own files come before `redhat-release`, where derivatives name themselves
 * as Red Hat; `lsb-release` is a package that can be installed on any of them.
 */
export const releaseFiles: readonly ReleaseFile[] = [
  releaseFile('etc/os-release', fromOsRelease),
  releaseFile('usr/lib/os-release', fromOsRelease),
  releaseFile('etc/alpine-release', fromAlpineRelease),
  releaseFile('etc/oracle-release', fromRedHatLine),
  releaseFile('etc/centos-release', fromRedHatLine),
  releaseFile('etc/system-release', fromRedHatLine),
  releaseFile('etc/redhat-release', fromRedHatLine),
  releaseFile('etc/lsb-release', fromLsbRelease),
  releaseFile('etc/debian_version', fromDebianVersion),
];
