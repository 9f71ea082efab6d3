import { SeaworthyError } from '../../../../../core/index.ts';
import { normalisePath } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';
import { type PhpValue, readSerialized } from './php-serialized.ts';

const validName = /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/;
const validChannel = /^[a-z0-9][a-z0-9.-]{0,127}(?:\/[a-z0-9._-]{1,64})?$/i;
const maxFiles = 100_000;

const member = (value: PhpValue | undefined, name: string): PhpValue | undefined =>
  value instanceof Map ? value.get(name) : undefined;
const text = (value: PhpValue | undefined): string | undefined =>
  typeof value === 'string' ? value.trim() : undefined;

/** A text, or one that has attributes beside it. */
const content = (value: PhpValue | undefined): string | undefined => text(value) ?? text(member(value, '_content'));

/** The channel by its folder, `.registry/.channel.HOST/`; without one it is that of PEAR itself. */
function channelOf(path: string, told: PhpValue): string {
  const folder = /\/\.channel\.([^/]+)\/[^/]+$/.exec(path)?.[1];
  const channel = text(member(told, 'channel')) ?? folder ?? 'pear.php.net';
  return validChannel.test(channel) ? channel.toLowerCase() : 'pear.php.net';
}

/** Where its files were put, as the record of package.xml 2.0 says it. */
function filesOf(told: PhpValue): string[] {
  const list = member(told, 'filelist');
  if (!(list instanceof Map)) return [];
  const files: string[] = [];
  for (const entry of list.values()) {
    const at = text(member(entry, 'installed_as'));
    if (at?.startsWith('/') && files.length < maxFiles) files.push(normalisePath(at).path);
  }
  return files.filter((path) => path !== '');
}

function readRegistry(path: string, bytes: Uint8Array): Extraction {
  const told = readSerialized(bytes, path);
  const name = text(member(told, 'name')) ?? text(member(told, 'package'));
  const version = text(member(member(told, 'version'), 'release')) ?? text(member(told, 'version'));
  if (name === undefined || !validName.test(name) || version === undefined || !/^\S{1,128}$/.test(version)) {
    throw new SeaworthyError('E_FORMAT', 'not the record of a PEAR package', {
      where: path,
      why: 'no name or no version',
    });
  }
  const licence = content(member(told, 'license')) ?? text(member(told, 'release_license'));
  const found = {
    name,
    version,
    type: 'pear',
    versionOrder: 'composer',
    purl: { namespace: channelOf(path, told), name },
    ...(licence ? { licences: [spdxLicence(licence)] } : {}),
    files: filesOf(told),
  };
  return { ...nothing, packages: [found] };
}

/** PHP packages and extensions that `pear` and `pecl` installed: a record each, by channel. */
export const pearRegistry: Extractor = {
  id: 'pear',
  version: 1,
  title: 'PHP packages and extensions of PEAR and PECL',
  wanted: { anywhere: ['.registry/*.reg', '.registry/*/*.reg'] },
  gives: ['files', 'licences'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract: readRegistry,
};
