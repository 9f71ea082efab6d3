import type { PackageOrigin } from '../../../../../core/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import type { Extraction, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';

/** Text of a field that is kept: nobody's name is longer. */
const maxText = 200;

/** The fields of one record that we use; see apk-tools, "apk-v2(5)" and the man page of `apk` for the letters. */
interface Entry {
  readonly line: number;
  name?: string;
  version?: string;
  architecture?: string;
  origin?: string;
  licence?: string;
  title?: string;
  maintainer?: string;
  homepage?: string;
  commit?: string;
  depends?: string;
  provides?: string;
  /** Directory of the file names that follow. */
  directory: string;
  readonly files: string[];
}

/**
 * Reads `installed`: records parted by blank lines, each line a letter, a colon and a value. `P` name, `V` version, `A` architecture, `o` origin
 * (the source package, always in the same version), `L` licence, `m` maintainer, `U` its page, `T` what it is, `c` commit of the recipe, `D` what it depends on, `p` what it provides, `F` a directory, `R` a file in it. Upper and lower case are different fields.
 */
export function readInstalled(text: string): Extraction {
  const packages: FoundPackage[] = [];
  const problems = new Problems();
  let entry: Entry | undefined;
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    let end = newline < 0 ? text.length : newline;
    const next = end + 1;
    if (text[end - 1] === '\r' && end > start) end--;
    number++;
    if (end === start) {
      if (entry) finish(entry, packages, problems);
      entry = undefined;
    } else if (text[start + 1] === ':') {
      entry ??= { line: number, directory: '', files: [] };
      readField(entry, text[start], text.slice(start + 2, end), number, problems);
    } else {
      problems.add(`line ${number} is no field`);
    }
    start = next;
  }
  if (entry) finish(entry, packages, problems);
  if (text !== '' && !text.endsWith('\n')) problems.add('it ends in the middle of a line: it was cut short');
  return { packages, files: [], problems: problems.list() };
}

function readField(entry: Entry, letter: string | undefined, value: string, line: number, problems: Problems): void {
  switch (letter) {
    case 'P':
      if (entry.name !== undefined) problems.add(`line ${line} names a second package in one record`);
      entry.name ??= value;
      return;
    case 'V':
      entry.version ??= value;
      return;
    case 'A':
      entry.architecture ??= value;
      return;
    case 'o':
      entry.origin ??= value;
      return;
    case 'L':
      entry.licence ??= value;
      return;
    case 'T':
      entry.title ??= value.slice(0, maxText);
      return;
    case 'm':
      entry.maintainer ??= value.slice(0, maxText);
      return;
    case 'U':
      entry.homepage ??= value.slice(0, maxText);
      return;
    case 'c':
      entry.commit ??= value.slice(0, maxText);
      return;
    case 'D':
      entry.depends ??= value;
      return;
    case 'p':
      entry.provides ??= value;
      return;
    case 'F':
      entry.directory = value;
      return;
    case 'R':
      entry.files.push(entry.directory === '' ? value : `${entry.directory}/${value}`);
      return;
  }
}

/**
 * A name that `apk add --virtual` gave to other packages, so that they can be removed together: apk describes it with these words, and it has no file, no
 * source and no recipe. What it stands for has records of its own.
 */
function isVirtual({ title, files, origin, commit }: Entry): boolean {
  return title === 'virtual meta package' && files.length === 0 && origin === undefined && commit === undefined;
}

const said = (name: keyof PackageOrigin, text: string | undefined): PackageOrigin => (text ? { [name]: text } : {});

function finish(entry: Entry, packages: FoundPackage[], problems: Problems): void {
  const { name, version, architecture, origin, licence } = entry;
  const whose = {
    ...said('maintainer', entry.maintainer),
    ...said('commit', entry.commit),
    ...said('homepage', entry.homepage),
  };
  const provides = dependencyNames(entry.provides);
  if (!name || !version) {
    problems.add(`the record at line ${entry.line} has no ${name ? 'version' : 'name'}`);
    return;
  }
  if (isVirtual(entry)) return;
  packages.push({
    name,
    version,
    type: 'apk',
    versionOrder: 'apk',
    purl: { name: name.toLowerCase(), ...(architecture ? { qualifiers: { arch: architecture } } : {}) },
    distributionPurl: true,
    ...(architecture ? { architecture } : {}),
    ...(origin ? { source: { name: origin, version } } : {}),
    ...(licence ? { licences: [spdxLicence(licence)] } : {}),
    ...(Object.keys(whose).length === 0 ? {} : { origin: whose }),
    // What a record lacks is empty and not unknown: `apk` writes no line then.
    requires: dependencyNames(entry.depends).map((one) => [one]),
    ...(provides.length > 0 ? { provides } : {}),
    files: entry.files,
  });
}

/** Far more words than any package has. */
const maxWords = 2_000;

/** Names without the version that is asked for or provided (`so:libc.musl-x86_64.so.1=1`, `musl>=1.2`); `!name` is a conflict. */
function dependencyNames(text: string | undefined): string[] {
  const words = (text ?? '').split(' ', maxWords).filter((word) => word !== '' && !word.startsWith('!'));
  return [...new Set(words.map((word) => word.replace(/(?:[<>=~@]).*$/s, '')))].filter(Boolean);
}
