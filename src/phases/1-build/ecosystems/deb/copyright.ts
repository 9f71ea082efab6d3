import { readParagraphs } from '../../../../foundations/formats/index.ts';
import { isSpdxExpression, spdxLicence } from '../../../../foundations/sbom/index.ts';
import type { FoundPackage, ToldFile } from '../extractor.ts';

const folder = 'usr/share/doc/';

/** Where a package says under which licences it may be used (Debian Policy 12.5), for `Wanted.anywhere`. */
export const copyrightPlace = `${folder}*/copyright`;

/** The package whose file it is; undefined elsewhere. */
export function copyrightOf(path: string): string | undefined {
  if (!path.startsWith(folder) || !path.endsWith('/copyright')) return undefined;
  const name = path.slice(folder.length, -'/copyright'.length);
  return name === '' || name.includes('/') ? undefined : name;
}

/** What such a file tells. */
export interface CopyrightFacts {
  readonly copyrightOf: string;
  readonly licences: readonly string[];
}

const fields = new Set(['format', 'format-specification', 'files', 'license']);
/** Far more licences than any package has. */
const maxLicences = 200;
/** Longer than any short name or combination of some. */
const longest = 300;

/** The file that was read last: the readers of both forms of the database are handed the same ones, one after the other. */
let last: { readonly bytes: Uint8Array; readonly licences: readonly string[] } | undefined;

/** The licences that a copyright file names; none where it only quotes them. */
export function readCopyright(name: string, bytes: Uint8Array): CopyrightFacts {
  if (last === undefined || Buffer.compare(last.bytes, bytes) !== 0)
    last = { bytes: Uint8Array.from(bytes), licences: licencesIn(bytes) };
  return { copyrightOf: name, licences: last.licences };
}

function licencesIn(bytes: Uint8Array): readonly string[] {
  const text = new TextDecoder().decode(bytes);
  const isMachineReadable = /^\s*Format(?:-Specification)?:/i.test(text.slice(0, 2_000));
  const licences = isMachineReadable ? namedIn(text) : commonIn(text);
  return [...new Set(licences)].slice(0, maxLicences);
}

/**
 * The machine-readable form (DEP 5): the short names in the first lines of `License`, of files and of the whole. A paragraph that only has the text of a licence
 * says of nothing that it is under it.
 */
function namedIn(text: string): readonly string[] {
  const names: string[] = [];
  for (const { fields: said } of readParagraphs(text, fields)) {
    const ofSomething = said.has('files') || said.has('format') || said.has('format-specification');
    const name = said.get('license')?.split('\n', 1)[0]?.trim() ?? '';
    if (ofSomething && name !== '' && name.length <= longest) names.push(knownExpression(name));
  }
  return names;
}

/** Short names that were understood: packages say the same few. */
const expressions = new Map<string, string>();
const mostExpressions = 2_000;

function knownExpression(said: string): string {
  const known = expressions.get(said);
  if (known !== undefined) return known;
  const expression = expressionOf(said);
  if (expressions.size < mostExpressions) expressions.set(said, expression);
  return expression;
}

/** DEP 5, "License specification": `or`, `and`, and a comma before them that parts what is more loosely held together. */
function expressionOf(said: string): string {
  const groups = said.split(/,\s+(and|or)\s+/i);
  const operators = new Set(groups.filter((_, index) => index % 2 === 1).map((one) => one.toUpperCase()));
  if (operators.size > 1) return said;
  const written = groups.filter((_, index) => index % 2 === 0).map(groupOf);
  const [only] = written;
  const expression =
    written.length === 1
      ? only
      : written.map((one) => (/ (?:AND|OR) /.test(one ?? '') ? `(${one})` : one)).join(` ${[...operators][0]} `);
  return expression !== undefined && isSpdxExpression(expression) ? expression : said;
}

const groupOf = (said: string): string =>
  said
    .split(/\s+(and|or)\s+/i)
    .map((part, index) => (index % 2 === 1 ? part.toUpperCase() : termOf(part.trim())))
    .join(' ');

/** Short names of DEP 5 that are no identifiers of SPDX. What leaves a version open (`Artistic`) is not here. */
const shortNames: Readonly<Record<string, string>> = {
  apache: 'Apache',
  expat: 'MIT',
  perl: '(Artistic-1.0-Perl OR GPL-1.0-or-later)',
};

const gnu = /^(AGPL|GFDL(?:-NIV)?|GPL|LGPL)-([1-9])(?:\.([0-9]))?(?:\.0)?(\+?)$/i;

/** Exceptions that mean one of the SPDX list, by their name before `exception`, and those of which there is one for each version of the GPL. */
const exceptions: Readonly<Record<string, string>> = {
  bison: 'Bison-exception-2.2',
  classpath: 'Classpath-exception-2.0',
  font: 'Font-exception-2.0',
  libtool: 'Libtool-exception',
  'linux-syscall-note': 'Linux-syscall-note',
  llvm: 'LLVM-exception',
};
const exceptionsByVersion: Readonly<Record<string, string>> = { autoconf: 'Autoconf-exception' };

/** A licence of GNU by family and version, `GPL-2+`; undefined for what SPDX has no identifier of. */
function gnuId(said: string): string | undefined {
  const [, name = '', major, minor = '0', plus] = gnu.exec(said) ?? [];
  const [family = '', withoutInvariants] = name.toUpperCase().split('-');
  const niv = withoutInvariants === undefined ? '' : 'no-invariants-';
  const id = `${family}-${major}.${minor}-${niv}${plus === '+' ? 'or-later' : 'only'}`;
  return isSpdxExpression(id) ? id : undefined;
}

/** DEP 5, "License specification": `GPL-2+ with Bison exception`. */
function excepted(said: string): string | undefined {
  const [, base = '', name = ''] = /^(\S+) with (?:the )?([\w-]+) exception$/i.exec(said) ?? [];
  const id = gnuId(base);
  const key = name.toLowerCase();
  const byVersion = own(exceptionsByVersion, key);
  const exception = byVersion === undefined ? own(exceptions, key) : `${byVersion}-${gnu.exec(base)?.[2] ?? ''}.0`;
  const whole = `${id} WITH ${exception}`;
  return id !== undefined && exception !== undefined && isSpdxExpression(whole) ? whole : undefined;
}

const own = (names: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(names, name) ? names[name] : undefined;

function termOf(said: string): string {
  const known = gnuId(said) ?? excepted(said);
  if (known !== undefined) return known;
  const name = said.toLowerCase();
  return own(shortNames, name) ?? spdxLicence(said);
}

/** Texts that Debian has once for all (Debian Policy 12.5), of which the name says which licence it is and in which version. */
const common: Readonly<Record<string, string>> = {
  'Apache-2.0': 'Apache-2.0',
  BSD: 'BSD-3-Clause',
  'CC0-1.0': 'CC0-1.0',
  'MPL-1.1': 'MPL-1.1',
  'MPL-2.0': 'MPL-2.0',
};

/** Words of permission and of no warranty that licences bear which Debian has no text of: a file with some says more than its references do. */
const otherText =
  /\bPermission (?:is hereby granted|to use, copy)|\bRedistributions? (?:and use in source|of source code)|\bprovided ["'`\u2018\u201c]*as[ -]is\b|\bPSF\b/i;

/** `either version 2 of the License, or (at your option) any later version`, after the name of the licence. */
const grant =
  /\bGNU (Lesser |Library |Affero )?(General Public|Free Documentation) License,?(?: as published by the Free Software Foundation[;,]?)? (?:either )?version ([1-9](?:\.[0-9])?),?(?: of the Licen[cs]e,?)? or \(?at your option\)?,? any later version/gi;

const families: Readonly<Record<string, string>> = { affero: 'AGPL', lesser: 'LGPL', library: 'LGPL' };

/** Longer prose is a collection of many. */
const longestProse = 40_000;

/**
 * Other copyright files are prose. Where one refers to texts that Debian has once for all, and quotes none, those are told: as expressions where the name leaves
 * nothing open, or the prose says that later versions of a licence of GNU are meant too; else by the name of the text.
 */
function commonIn(text: string): readonly string[] {
  if (text.length > longestProse) return [];
  const prose = text.replace(/[\s#*;|]+/g, ' ');
  if (otherText.test(prose)) return [];
  const granted = new Set(
    [...text.replace(/[\s#*|]+/g, ' ').matchAll(grant)].map(
      ([, kind = '', what, version]) =>
        `${what?.toLowerCase() === 'free documentation' ? 'GFDL' : (families[kind.trim().toLowerCase()] ?? 'GPL')}-${version}+`,
    ),
  );
  const names = [...text.matchAll(/\/usr\/share\/common-licenses\/([A-Za-z0-9][A-Za-z0-9.+-]{0,40})/g)];
  return names.flatMap(([, reference = '']) => {
    const name = reference.replace(/[.,]+$/, '');
    const known = own(common, name);
    if (known !== undefined) return known;
    const later = [...granted].filter((one) => one === `${name}+` || one.startsWith(`${name}-`));
    // The name of the text alone could be taken for an identifier, which says that no later version is meant.
    return later.length > 0 ? later.map(termOf) : `common-licenses/${name}`;
  });
}

/**
 * Packages with what their copyright files say. The folder of a package's documentation may be a link to that of one it needs, of the same source (Debian Policy
 * 12.5): then that one's file is its own.
 */
export function withLicences(files: readonly ToldFile[]): readonly ToldFile[] {
  const licences = new Map<string, readonly string[]>();
  for (const { extraction } of files)
    for (const facts of (extraction.parts ?? []) as readonly CopyrightFacts[])
      licences.set(facts.copyrightOf, facts.licences);
  if (licences.size === 0) return [];
  const told = files.filter(({ extraction }) => extraction.packages.length > 0);
  const sources = new Map(
    told.flatMap(({ extraction }) => extraction.packages.map(({ name, source }) => [name, source?.name] as const)),
  );
  const licencesOf = ({ name, source, requires = [] }: FoundPackage): readonly string[] => {
    const own = licences.get(name);
    if (own !== undefined) return own;
    const other = requires.flat().find((needed) => licences.has(needed) && sources.get(needed) === source?.name);
    return (other === undefined ? undefined : licences.get(other)) ?? [];
  };
  return told.map(({ path, extraction }) => ({
    path,
    extraction: {
      ...extraction,
      problems: [],
      packages: extraction.packages.map((found) => {
        const own = licencesOf(found);
        return own.length === 0 ? found : { ...found, licences: own };
      }),
    },
  }));
}
