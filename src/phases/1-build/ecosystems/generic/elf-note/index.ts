import { defined } from '../../../../../core/index.ts';
import { field, parseJson, partBytes, readPrograms } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type FoundPackage, fromSource, nothing } from '../../extractor.ts';

/** The purl type and the version order of the kinds of packages that a note names. */
const kinds: Readonly<Record<string, { readonly type: string; readonly versionOrder: string }>> = {
  rpm: { type: 'rpm', versionOrder: 'rpm' },
  deb: { type: 'deb', versionOrder: 'dpkg' },
  apk: { type: 'apk', versionOrder: 'apk' },
};

const maxNoteBytes = 64 * 1024;
const fdoPackagingMetadata = 0xcafe1a7e;

/** A word as names, versions and ids of systems have them. */
function wordIn(note: unknown, name: string): string | undefined {
  const value = field(note, name);
  return typeof value === 'string' && /^[!-~]{1,256}$/.test(value) ? value : undefined;
}

/** The JSON text of the note (ELF "Note Section": sizes of name and text, type, name, text, each padded to four bytes). */
function noteText(bytes: Uint8Array, littleEndian: boolean): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 16) return undefined;
  const [nameSize, textSize, type] = [0, 4, 8].map((at) => view.getUint32(at, littleEndian));
  if (nameSize === undefined || textSize === undefined || type !== fdoPackagingMetadata) return undefined;
  const from = 12 + Math.ceil(nameSize / 4) * 4;
  if (nameSize > 16 || textSize > maxNoteBytes || from + textSize > bytes.length) return undefined;
  const text = bytes.subarray(from, from + textSize);
  const end = text.indexOf(0);
  return end < 0 ? text : text.subarray(0, end);
}

/** The package that the note tells of; a sentence where it is of no kind that is known here, or lacks a name or a version. */
function packageIn(note: unknown): FoundPackage | string {
  const [type, name, version] = ['type', 'name', 'version'].map((one) => wordIn(note, one));
  const kind = kinds[type ?? ''];
  if (kind === undefined)
    return `its note tells of a package of the kind ${JSON.stringify(type ?? '')}, which is not known here`;
  if (name === undefined || version === undefined) return 'its note tells of a package without a name or a version';
  const [os, osVersion, architecture] = ['os', 'osVersion', 'architecture'].map((one) => wordIn(note, one));
  const distro = os !== undefined && osVersion !== undefined ? `${os}-${osVersion}` : os;
  return {
    name,
    version,
    ...kind,
    purl: { name, ...defined({ namespace: os }), qualifiers: defined({ arch: architecture, distro }) },
    ...defined({ architecture }),
  };
}

/**
 * Programs and libraries that were taken out of their package and say which one that was (Package Metadata for ELF, UAPI group specification 6). It is
 * the word of whoever linked the file.
 */
export const elfNote = fromSource({
  id: 'elf-note',
  version: 1,
  title: 'Packages that ELF files say they were built for',
  wanted: { programs: true },
  gives: ['architectures'],
  isDatabase: false,
  yieldsToOwner: true,
  extractFrom(path, source): Extraction {
    const packages: FoundPackage[] = [];
    const notes: string[] = [];
    for (const program of readPrograms(source, path)) {
      const part = program.format === 'elf' && program.sections.find(({ name }) => name === '.note.package');
      const text = part && part.size <= maxNoteBytes + 64 && noteText(partBytes(program, part), program.littleEndian);
      if (!text) continue;
      const found = packageIn(parseJson(text, path, { maxBytes: maxNoteBytes }));
      if (typeof found === 'string') notes.push(found);
      else packages.push(found);
    }
    return { ...nothing, packages, notes };
  },
});
