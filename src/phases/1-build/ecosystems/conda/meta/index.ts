import { SeaworthyError } from '../../../../../core/index.ts';
import { field, normalisePath, parseJson } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';

const validName = /^[a-z0-9_][a-z0-9_.-]{0,127}$/;
const word = /^[A-Za-z0-9_.+!-]{1,128}$/;
const maxFiles = 500_000;
const maxDepends = 2_000;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/**
 * The channel's own name: the last part of its address before the folder of a platform. The address itself may hold a token.
 */
function channelOf(told: string | undefined, subdir: string | undefined): string | undefined {
  const parts = (told ?? '').split(/[/?#]/).filter((part) => part !== '');
  if (parts.at(-1) === subdir) parts.pop();
  const name = parts.at(-1);
  return name !== undefined && word.test(name) ? name : undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

function readMeta(path: string, bytes: Uint8Array): Extraction {
  const told = parseJson(bytes, path, { maxValues: 5_000_000 });
  const [name, version] = [text(field(told, 'name')), text(field(told, 'version'))];
  if (name === undefined || !validName.test(name) || version === undefined || !word.test(version)) {
    throw new SeaworthyError('E_FORMAT', 'not the record of a conda package', {
      where: path,
      why: 'no name or no version',
    });
  }
  const subdir = text(field(told, 'subdir'));
  const licence = text(field(told, 'license'));
  const qualifiers = {
    build: text(field(told, 'build')),
    channel: channelOf(text(field(told, 'channel')), subdir),
    subdir,
    type: /\.(conda|tar\.bz2)$/.exec(text(field(told, 'fn')) ?? '')?.[1],
  };
  const known = Object.entries(qualifiers).flatMap(([key, value]) => (value && word.test(value) ? [[key, value]] : []));
  const prefix = folderOf(folderOf(path));
  const found = {
    name,
    version,
    type: 'conda',
    versionOrder: 'pep440',
    purl: { name, qualifiers: Object.fromEntries(known) },
    ...(licence === undefined ? {} : { licences: [spdxLicence(licence)] }),
    requires: texts(field(told, 'depends'))
      .slice(0, maxDepends)
      .flatMap((one) => needOf(one)),
    files: texts(field(told, 'files'))
      .filter((file) => file !== '')
      .slice(0, maxFiles)
      .map((file) => normalisePath(prefix === '' ? file : `${prefix}/${file}`).path)
      .filter((file) => file !== ''),
  };
  return { ...nothing, packages: [found] };
}

/** The name of a match specification, `python >=3.11,<3.12.0a0`; what begins with two underscores is the system. */
function needOf(specification: string): [string][] {
  const [name = ''] = specification.trim().split(/[\s=<>!~[]/, 1);
  const plain = name.slice(name.lastIndexOf(':') + 1).toLowerCase();
  return validName.test(plain) && !plain.startsWith('__') ? [[plain]] : [];
}

/** Packages of conda, mamba and pixi, a record each in every environment. What lies in the cache of packages is not installed. */
export const condaMeta: Extractor = {
  id: 'conda',
  version: 1,
  title: 'Packages in environments of conda',
  wanted: { anywhere: ['conda-meta/*.json'] },
  gives: ['dependencies', 'files', 'licences'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  requirements: { scope: folderOf },
  extract: readMeta,
};
