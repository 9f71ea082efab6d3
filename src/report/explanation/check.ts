import type { Finding, Package, Report } from '../../core/index.ts';

/** A way to see for oneself: a sentence, and a command where one can be given safely. */
export interface Way {
  readonly text: string;
  readonly command?: string;
}

/**
 * Words that a shell takes as they are and a program does not take for an option. A command is only suggested when everything from the input is
 * such a word: people copy commands.
 */
const plainWord = /^[A-Za-z0-9_./:@][A-Za-z0-9_+~./:@%-]{0,199}$/;

function command(strings: TemplateStringsArray, ...words: readonly string[]): { readonly command?: string } {
  if (!words.every((word) => plainWord.test(word))) return {};
  return { command: strings.map((string, index) => string + (words[index] ?? '')).join('') };
}

/** How to check a finding with other tools: the file, the comparison, the record. */
export function waysToCheck(report: Report, finding: Finding): readonly Way[] {
  const found = report.packages.find((each) => each.id === finding.package?.id);
  return [
    ...readWay(report, finding, found),
    ...(found === undefined ? [] : compareWays(finding, found)),
    ...(finding.kind === 'vulnerability'
      ? [{ text: 'See what the database has about it:', ...command`seaworthy db search ${finding.id}` }]
      : []),
  ];
}

function readWay(report: Report, finding: Finding, found: Package | undefined): readonly Way[] {
  const { path, layer } = finding.location;
  const { subject } = report;
  if (path === '') return [];
  const from = layer === undefined ? '' : ` of layer ${layer.index + 1} (${layer.digest})`;
  const isImage = subject.kind === 'image';
  if (isImage && found?.type === 'deb' && path === 'var/lib/dpkg/status') {
    return [
      {
        text: 'Ask the package manager of the image:',
        ...command`docker run --rm --network none --entrypoint dpkg-query ${subject.name} -W ${found.name}`,
      },
    ];
  }
  if (isImage && found?.type === 'apk') {
    return [
      {
        text: 'Ask the package manager of the image:',
        ...command`docker run --rm --network none --entrypoint apk ${subject.name} info -v ${found.name}`,
      },
    ];
  }
  return [{ text: `Read the file ${path}${from}.` }];
}

/** The comparison that decided, with the tool that owns the version order. */
function compareWays(finding: Finding, found: Package): readonly Way[] {
  const fixed = finding.fix.versions[0];
  if (fixed === undefined) return [];
  const version = found.source?.version ?? found.version;
  const text = `Compare ${version} with ${fixed}:`;
  switch (found.versionOrder) {
    case 'dpkg':
      return [{ text, ...command`dpkg --compare-versions ${version} lt ${fixed} && echo affected` }];
    case 'apk':
      return [{ text, ...command`apk version -t ${version} ${fixed}   # < means affected` }];
    case 'semver':
      return [
        { text, ...command`npx semver --range "<${fixed}" ${version}   # prints the version when it is affected` },
      ];
    case 'pep440':
      return [
        {
          text,
          ...command`python3 -c "from packaging.version import Version as V; print(V('${version}') < V('${fixed}'))"`,
        },
      ];
    default:
      return [{ text: `Compare ${version} with ${fixed} in the ${found.versionOrder} order.` }];
  }
}
