import { defined } from '../../../core/index.ts';
import { field } from '../../formats/index.ts';
import { listIn, textIn } from './members.ts';
import {
  asStated,
  type Contact,
  type OwnStatement,
  ownStatement,
  type StatedComponent,
  type StatedDocument,
} from './stated.ts';

/** `Organization: ACME (mail@acme.example)`, `Person: …` (clauses 6.8, 7.5, 7.6); `NOASSERTION` is said as it stands. */
function contactOf(text: string | undefined): readonly Contact[] {
  if (text === undefined) return [];
  const [, name, email] = /^(?:Person|Organization): ?([^()]{0,500})(?:\(([^()]{0,500})\))?$/.exec(text) ?? [];
  if (name === undefined) return /^(?:NOASSERTION|NONE)$/.test(text) ? [{ name: text }] : [];
  return [defined({ name: name.trim(), email: email === '' ? undefined : email })];
}

/** `syft-1.51.0`: tools have no version of their own (clause 6.8). */
function toolOf(text: string): { readonly name?: string; readonly version?: string } {
  const [, name, version] = /^Tool: ?(.{1,300}?)(?:-([0-9v][^\s-]{0,100}.{0,100}))?$/.exec(text) ?? [];
  return defined({ name, version });
}

const noteOn = (one: unknown): OwnStatement | undefined =>
  listIn(one, 'annotations')
    .map((note) => ownStatement(textIn(note, 'comment')))
    .find((said) => said !== undefined);

function componentOf(one: unknown): StatedComponent {
  const licence = (member: string, acknowledgement: string): StatedComponent['licences'] => {
    const text = textIn(one, member);
    return text === undefined ? [] : [{ text, acknowledgement }];
  };
  return {
    ref: textIn(one, 'SPDXID') ?? '',
    ...defined({
      name: textIn(one, 'name'),
      version: textIn(one, 'versionInfo'),
      fileName: textIn(one, 'packageFileName'),
    }),
    producers: [...contactOf(textIn(one, 'originator')), ...contactOf(textIn(one, 'supplier'))],
    identifiers: listIn(one, 'externalRefs').flatMap((ref) => textIn(ref, 'referenceLocator') ?? []),
    hashes: listIn(one, 'checksums').map((sum) => ({
      algorithm: textIn(sum, 'algorithm') ?? '',
      value: textIn(sum, 'checksumValue') ?? '',
    })),
    licences: [...licence('licenseDeclared', 'declared'), ...licence('licenseConcluded', 'concluded')],
    ...asStated(noteOn(one)),
    properties: new Set(),
  };
}

/** What an SPDX 2 document in the shape of its JSON form says. */
export function statedInSpdx2(document: unknown): StatedDocument {
  const info = field(document, 'creationInfo');
  const creators = listIn(info, 'creators').filter((one): one is string => typeof one === 'string');
  const dependencies = new Map<string, string[]>();
  const described: string[] = listIn(document, 'documentDescribes').filter((one) => typeof one === 'string');
  for (const one of listIn(document, 'relationships')) {
    const [from, type, to] = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map((name) =>
      textIn(one, name),
    );
    if (from === undefined || to === undefined) continue;
    if (type === 'DESCRIBES') described.push(to);
    else if (type === 'DEPENDS_ON' || type === 'CONTAINS')
      dependencies.set(from, [...(dependencies.get(from) ?? []), to]);
    else if (type === 'DEPENDENCY_OF' || type === 'CONTAINED_BY')
      dependencies.set(to, [...(dependencies.get(to) ?? []), from]);
  }
  return {
    format: 'SPDX',
    version: textIn(document, 'spdxVersion')?.replace('SPDX-', '') ?? '',
    authors: creators.flatMap(contactOf),
    notKnown: new Set(
      listIn(document, 'packages').flatMap((one) => noteOn(one)?.notKnown.filter((what) => what === 'author') ?? []),
    ),
    tools: creators.filter((one) => one.startsWith('Tool:')).map(toolOf),
    ...defined({
      created: textIn(info, 'created'),
      uri: textIn(document, 'documentNamespace'),
      context: textIn(info, 'comment'),
      primary: described[0],
    }),
    isSigned: false,
    components: listIn(document, 'packages')
      .filter((one) => textIn(one, 'primaryPackagePurpose') !== 'OPERATING-SYSTEM')
      .map(componentOf),
    dependencies,
    saysCompleteness: false,
    hasVulnerabilities: false,
  };
}
