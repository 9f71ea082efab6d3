import {
  count,
  defined,
  type Location,
  SeaworthyError,
  type Subject,
  severityFromWord,
} from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';
import { imageSubject } from '../image-subject.ts';
import type { ImportedKind, ImportedResult, ImportedRun, ImportFormat } from '../imported.ts';
import { mostResults, notImported } from '../odd.ts';
import { countAt, flawIdsIn, at as inside, listAt, notLists, textAt, textsAt, weaknessesIn } from '../words.ts';

const tool = 'Trivy';

/** What each class of results was looked at for. */
const kinds: Readonly<Record<string, ImportedKind>> = {
  'os-pkgs': 'vulnerability',
  'lang-pkgs': 'vulnerability',
  config: 'misconfiguration',
  secret: 'secret',
};

/** Types of purl for the families of distributions. */
const packageTypes: Readonly<Record<string, string>> = {
  alpine: 'apk',
  wolfi: 'apk',
  chainguard: 'apk',
  debian: 'deb',
  ubuntu: 'deb',
};

/** Reports of Trivy (`--format json`, SchemaVersion 2). */
export const trivyImport: ImportFormat = {
  id: 'trivy',
  version: 1,
  title: 'Trivy JSON',
  knows: ({ json }) => isObject(json) && 'SchemaVersion' in json && 'ArtifactName' in json,
  read: ({ json, where }) => [readTrivy(json, where)],
};

const lists = ['Vulnerabilities', 'Misconfigurations', 'Secrets'] as const;

function readTrivy(json: unknown, where: string): ImportedRun {
  const subject = textAt(json, 'ArtifactType') === 'container_image' ? subjectOf(json) : undefined;
  if (inside(json, 'SchemaVersion') !== 2)
    throw new SeaworthyError('E_FORMAT', 'a report of Trivy of another SchemaVersion than 2', { where });
  const results = listAt(json, 'Results');
  const unread: string[] = notLists(json, 'Results').slice();
  const otherClasses = new Set<string>();
  const found: ImportedResult[] = [];
  const lookedFor = new Set<ImportedKind>();
  for (const [index, result] of results.entries()) {
    const kind = kinds[textAt(result, 'Class') ?? ''];
    if (kind !== undefined) lookedFor.add(kind);
    const place = `Results[${index}]`;
    const name = textAt(result, 'Class');
    if (kind === undefined && name !== undefined) otherClasses.add(name);
    if (kind === undefined && name === undefined && !lists.some((list) => listAt(result, list).length > 0))
      unread.push(place);
    unread.push(...notLists(result, ...lists).map((list) => `${place}.${list}`));
    const take = (read: readonly ImportedResult[] | undefined, at: string): void => {
      if (read === undefined) unread.push(at);
      else found.push(...read);
    };
    const target = textAt(result, 'Target') ?? '';
    for (const [at, one] of listAt(result, 'Vulnerabilities').entries())
      take(
        vulnerability(one, result, target, subject, `${place}.Vulnerabilities[${at}]`),
        `${place}.Vulnerabilities[${at}]`,
      );
    for (const [at, one] of listAt(result, 'Misconfigurations').entries())
      take(misconfiguration(one, target, `${place}.Misconfigurations[${at}]`), `${place}.Misconfigurations[${at}]`);
    for (const [at, one] of listAt(result, 'Secrets').entries())
      take(secret(one, target, subject, `${place}.Secrets[${at}]`), `${place}.Secrets[${at}]`);
  }
  for (const { kind } of found) lookedFor.add(kind);
  return {
    tool,
    results: found.slice(0, mostResults),
    lookedFor: [...lookedFor],
    files: results.length,
    problems: [
      // Trivy leaves the member out where it found nothing that it could look at.
      ...(results.length === 0 ? [notImported('Trivy tells of nothing that it looked at', where, 'trivy')] : []),
      ...(unread.length > 0
        ? [
            notImported(
              `${count(unread.length, 'thing')} in it could not be read, the first is ${unread[0]}`,
              where,
              'trivy',
            ),
          ]
        : []),
      ...(otherClasses.size > 0
        ? [
            notImported(
              `results of other classes are not read: ${[...otherClasses].slice(0, 10).join(', ')}`,
              where,
              'trivy',
            ),
          ]
        : []),
      ...(found.length > mostResults ? [notImported(`more than ${mostResults} results`, where, 'trivy')] : []),
    ],
    ...defined({ version: textAt(json, 'Trivy', 'Version'), subject }),
  };
}

function subjectOf(json: unknown): Subject | undefined {
  const metadata = inside(json, 'Metadata');
  return imageSubject({
    name: textAt(json, 'ArtifactName'),
    repoDigests: textsAt(metadata, 'RepoDigests'),
    configDigest: textAt(metadata, 'ImageID'),
    os: textAt(metadata, 'ImageConfig', 'os'),
    architecture: textAt(metadata, 'ImageConfig', 'architecture'),
  });
}

const fileAt = (path: string, subject: Subject | undefined, line?: number): Location =>
  path === ''
    ? { kind: 'whole' }
    : { kind: subject === undefined ? 'file' : 'image-file', path: path.replace(/^\/+/, ''), ...defined({ line }) };

const severityOf = (one: unknown) => ({
  severity: severityFromWord(textAt(one, 'Severity') ?? ''),
  ...defined({ severityWord: textAt(one, 'Severity') }),
});

const linksOf = (one: unknown): readonly string[] =>
  [...new Set([textAt(one, 'PrimaryURL') ?? '', ...textsAt(one, 'References').slice(0, 20)])].filter(
    (link) => link !== '',
  );

function vulnerability(
  one: unknown,
  result: unknown,
  target: string,
  subject: Subject | undefined,
  at: string,
): readonly ImportedResult[] | undefined {
  const rule = textAt(one, 'VulnerabilityID');
  const name = textAt(one, 'PkgName');
  if (rule === undefined || name === undefined) return undefined;
  const isOfSystem = textAt(result, 'Class') === 'os-pkgs';
  const given = textAt(result, 'Type') ?? '';
  const purl = textAt(one, 'PkgIdentifier', 'PURL');
  const type = /^pkg:([a-z0-9.+-]+)\//.exec(purl ?? '')?.[1] ?? (isOfSystem ? (packageTypes[given] ?? 'rpm') : given);
  const cvss = Object.entries(Object(inside(one, 'CVSS'))).flatMap(([source, rating]) => {
    const [vector, score] = [
      textAt(rating, 'V40Vector') ?? textAt(rating, 'V3Vector'),
      inside(rating, 'V40Score') ?? inside(rating, 'V3Score'),
    ];
    return vector !== undefined && typeof score === 'number' && score >= 0 && score <= 10
      ? [{ vector, score, source }]
      : [];
  });
  const path = textAt(one, 'PkgPath') ?? (isOfSystem ? '' : target);
  return [
    {
      kind: 'vulnerability',
      rule,
      names: textsAt(one, 'VendorIDs'),
      title: textAt(one, 'Title') ?? `${rule} in ${name}`,
      ...severityOf(one),
      places: [fileAt(path, subject)],
      weaknesses: weaknessesIn(textsAt(one, 'CweIDs')),
      references: linksOf(one),
      package: { name, version: textAt(one, 'InstalledVersion') ?? '', type, ...defined({ purl }) },
      fixed: (textAt(one, 'FixedVersion') ?? '').split(/\s*,\s*/).filter((version) => version !== ''),
      cvss,
      at,
      ...defined({ details: textAt(one, 'Description') }),
    },
  ];
}

function misconfiguration(one: unknown, target: string, at: string): readonly ImportedResult[] | undefined {
  const rule = textAt(one, 'ID') ?? textAt(one, 'AVDID');
  const status = textAt(one, 'Status') ?? 'FAIL';
  if (rule === undefined) return undefined;
  if (status === 'PASS') return [];
  const aside = {
    by: tool,
    reason: 'an exception of Trivy',
    source: { kind: 'report', name: tool, statement: 'Status EXCEPTION' },
  } as const;
  return [
    {
      kind: 'misconfiguration',
      rule,
      names: textsAt(one, 'AVDID'),
      title: textAt(one, 'Title') ?? rule,
      ...severityOf(one),
      places: [fileAt(target, undefined, countAt(one, 1, 'CauseMetadata', 'StartLine'))],
      weaknesses: [],
      references: linksOf(one),
      at,
      ...defined({
        details: textAt(one, 'Description'),
        observed: textAt(one, 'Message'),
        advice: textAt(one, 'Resolution'),
        context: textAt(one, 'CauseMetadata', 'Resource'),
        // A status that nobody knows sets nothing aside.
        suppression: status === 'EXCEPTION' ? aside : undefined,
      }),
    },
  ];
}

function secret(
  one: unknown,
  target: string,
  subject: Subject | undefined,
  at: string,
): readonly ImportedResult[] | undefined {
  const rule = textAt(one, 'RuleID');
  if (rule === undefined) return undefined;
  return [
    {
      kind: 'secret',
      rule,
      names: flawIdsIn(rule),
      title: textAt(one, 'Title') ?? rule,
      ...severityOf(one),
      places: [fileAt(target, subject, countAt(one, 1, 'StartLine'))],
      weaknesses: [],
      references: [],
      at,
    },
  ];
}
