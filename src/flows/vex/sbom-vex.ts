import { dirname, join, resolve, sep } from 'node:path';
import { asSeaworthyError, defined, errorLine, isDigest, type Problem, SeaworthyError } from '../../core/index.ts';
import { field, readFileBytes } from '../../foundations/formats/index.ts';
import { readVex, type VexSource } from '../../phases/1-build/advisories/index.ts';
import { inputName } from '../listed-in.ts';
import type { Session } from '../session/session.ts';
import type { OwnDocument } from './looked-at.ts';
import { maxVexBytes, namedVex, type TakenVex, vexProblem } from './named-vex.ts';

/** What a bill of materials says, beside what it lists. */
export interface SbomVex extends TakenVex {
  readonly own: OwnDocument;
}

const scheme = 'sbom:';
/** Types of external references by which CycloneDX leads to statements (ECMA-424, "External Reference Type"). */
const leading: ReadonlySet<string> = new Set(['exploitability-statement', 'vulnerability-assertion']);
const mostReferences = 100;

/**
 * Statements that the bill of materials makes itself, and in documents that it refers to, where the user counts on them: whoever wrote the list wrote them
 * too. Else it is only told that there are some. How it calls itself is needed by statements of others, which may be about it by name. `document` is what came
 * in on standard input: it is read once, and no file lies beside it.
 */
export async function sbomVex(target: string, session: Session, document?: Uint8Array): Promise<SbomVex> {
  const file = target.startsWith(scheme) ? target.slice(scheme.length) : target;
  const path = document === undefined ? file : inputName;
  const value = await valueIn(document ?? file, path);
  const own = ownDocument(value);
  const sources: VexSource[] = [];
  const problems: Problem[] = [];
  const isWanted = session.settings.vex?.inSbom === true;
  if (field(value, 'bomFormat') === 'CycloneDX') {
    const said = readVex(value, path, { isLookedAt: true });
    const notBelieved = isWanted ? undefined : 'the analyses in a bill of materials count with `--vex-from sbom`';
    if (said.statements.length > 0) sources.push({ where: path, document: said, ...defined({ notBelieved }) });
    for (const url of referred(value).slice(0, mostReferences)) {
      const taken = isWanted
        ? await follow(url, path, document === undefined ? resolve(dirname(path)) : undefined, session)
        : notFollowed(url, path);
      sources.push(...taken.sources);
      problems.push(...taken.problems);
    }
  }
  return { own, sources, problems };
}

/** The document as a JSON value; nothing where it is none, as lists of package URLs are. */
async function valueIn(document: Uint8Array | string, path: string): Promise<unknown> {
  const { jsonValue, maxSbomBytes } = await import('../../foundations/sbom/index.ts');
  try {
    const bytes = typeof document === 'string' ? readFileBytes(document, maxSbomBytes) : document;
    return bytes && (await jsonValue(bytes, path));
  } catch (error) {
    if (error instanceof SeaworthyError) return undefined;
    throw error;
  }
}

const textIn = (value: unknown, name: string): string | undefined => {
  const member = field(value, name);
  return typeof member === 'string' ? member : typeof member === 'number' ? String(member) : undefined;
};

function ownDocument(value: unknown): OwnDocument {
  const subject = field(field(value, 'metadata'), 'component');
  const id = textIn(value, 'serialNumber') ?? textIn(value, 'documentNamespace');
  const names = ['purl', 'cpe', 'name'].flatMap((name) => textIn(subject, name) ?? []);
  // Of an image makers write the digest there.
  const digest = textIn(subject, 'version') ?? '';
  const all = [...names, ...(isDigest(digest) ? [digest] : [])].filter((one) => one !== '');
  return { ...defined({ id, version: textIn(value, 'version') }), names: all };
}

function referred(value: unknown): readonly string[] {
  const places = [value, field(field(value, 'metadata'), 'component')];
  const references = places.flatMap((one) => {
    const list = field(one, 'externalReferences');
    return Array.isArray(list) ? list : [];
  });
  return references.flatMap((one) => (leading.has(textIn(one, 'type') ?? '') ? (textIn(one, 'url') ?? []) : []));
}

const notFollowed = (url: string, where: string): TakenVex => ({
  sources: [],
  problems: [
    vexProblem(
      'E_INCOMPLETE',
      `refers to statements (${url.slice(0, 300)}), which count with \`--vex-from sbom\``,
      where,
    ),
  ],
});

/** A document that is referred to: at an address, or beside the bill of materials, whose folder it must not leave. */
async function follow(url: string, from: string, folder: string | undefined, session: Session): Promise<TakenVex> {
  try {
    if (/^https?:\/\//i.test(url)) {
      const { fetched } = await import('./open-repository.ts');
      const found = await fetched(url, session);
      if (!('entries' in found)) return found;
      throw new SeaworthyError('E_FORMAT', 'it is a repository, and not a document');
    }
    const isOther = folder === undefined || /^[a-z][a-z0-9+.-]*:/i.test(url);
    const file = isOther ? undefined : resolve(join(folder, decodeURIComponent(url)));
    if (folder === undefined || file === undefined || !file.startsWith(folder + sep))
      throw new SeaworthyError('E_FORMAT', 'it is no web address, and no file beside the bill of materials');
    if (readFileBytes(file, maxVexBytes) === undefined) throw new SeaworthyError('E_NOT_FOUND', 'it is not there');
    return await namedVex(file);
  } catch (error) {
    const line = errorLine(asSeaworthyError(error, 'E_FORMAT', 'it cannot be read'));
    const message = `refers to statements that say nothing here (${url.slice(0, 300)}): ${line}`;
    return { sources: [], problems: [vexProblem('E_INCOMPLETE', message, from)] };
  }
}
