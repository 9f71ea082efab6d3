import { readParagraphs } from '../../../../../foundations/formats/index.ts';
import type { Extraction, FoundFiles, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { packageOf, presenceOf, stanzaFields } from '../stanza.ts';

/**
 * Reads `status`: a stanza for every package dpkg knows of, whose `Status` says what was wanted, whether it is sound, and in third place the state.
 * A package whose installing was broken off (`half-installed`) may have files here: it is told as a problem. So is a name that comes twice in other versions, of which dpkg would believe the last; all are kept here.
 */
export function readStatus(text: string): Extraction {
  const packages: FoundPackage[] = [];
  const problems = new Problems();
  const notes = new Problems();
  const versions = new Map<string, string>();
  const without: FoundFiles[] = [];
  for (const paragraph of readParagraphs(text, stanzaFields)) {
    const { fields, line, malformed } = paragraph;
    for (const bad of malformed) problems.add(`line ${bad} is no field, or one that was given before`);
    const found = packageOf(paragraph);
    const presence = presenceOf(fields.get('status'));
    if (presence === 'gone') {
      without.push(...keysOf(fields.get('package') ?? '', fields.get('architecture')));
      continue;
    }
    if (typeof found === 'string') problems.add(found);
    else if (presence !== 'here') problems.add(stuck(found, line, presence.state));
    else {
      const key = `${found.name}:${found.architecture ?? ''}`;
      const before = versions.get(key);
      if (before === found.version) continue;
      if (before !== undefined) problems.add(`${found.name} at line ${line} was given before as ${before}`);
      versions.set(key, found.version);
      if (found.state !== undefined && !found.state.startsWith('triggers-')) notes.add(halfway(found, found.state));
      packages.push(fields.get('multi-arch') === 'same' ? { ...found, filesKey: key } : found);
    }
  }
  if (text !== '' && !text.endsWith('\n')) problems.add('it ends in the middle of a line: it was cut short');
  const noted = notes.list();
  return { packages, files: without, problems: problems.list(), ...(noted.length === 0 ? {} : { notes: noted }) };
}

const halfway = ({ name, version }: FoundPackage, state: string): string =>
  `${name} ${version} is ${state}: its files are here, and its scripts have not all run`;

function stuck({ name, version }: FoundPackage, line: number, state: string | undefined): string {
  return state === undefined
    ? `${name} at line ${line} has no state`
    : `${name} ${version} at line ${line} is only ${state}`;
}

/** Lists that may be left of a package of which no file is here, by either name that dpkg gives them. */
function keysOf(name: string, architecture: string | undefined): readonly FoundFiles[] {
  return [name, `${name}:${architecture ?? ''}`].map((key) => ({ key, files: [] }));
}
