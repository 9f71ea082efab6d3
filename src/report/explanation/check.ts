import {
  type Finding,
  fixVersions,
  isOfAdvisories,
  offeredVersions,
  type Package,
  packageOf,
  placeOf,
  plainCommand,
  type Report,
} from '../../core/index.ts';

/** A way to see for oneself: a sentence, and a command where one can be given safely. */
export interface Way {
  readonly text: string;
  readonly command?: string;
}

/** How to check a finding with other tools: the file, the comparison, the record. */
export async function waysToCheck(report: Report, finding: Finding): Promise<readonly Way[]> {
  const found = report.packages.find((each) => each.id === packageOf(finding)?.id);
  return [
    ...(await readWay(finding, found)),
    ...(found === undefined ? [] : await compareWays(finding, found)),
    ...(isOfAdvisories(finding.kind)
      ? [way('See what the database has about it:', plainCommand`seaworthy db search ${finding.id}`)]
      : []),
  ];
}

const way = (text: string, command: string | undefined): Way => (command === undefined ? { text } : { text, command });

async function readWay(finding: Finding, found: Package | undefined): Promise<readonly Way[]> {
  const { subject, location } = finding;
  const { path, layer } = placeOf(location);
  if (path === '') return [];
  if ('entry' in location) return [{ text: `Read ${location.entry} in the configuration of the image.` }];
  if (subject.kind === 'image' && found !== undefined) {
    const { ecosystemOf } = await import('../../phases/1-build/ecosystems/index.ts');
    const command = ecosystemOf(found.type)?.askImage?.({ ...found, path }, subject.name);
    if (command !== undefined) return [way('Ask the package manager of the image:', command)];
  }
  const from = layer === undefined ? '' : ` of layer ${layer.index + 1} (${layer.digest})`;
  return [{ text: `Read the file ${path}${from}.` }];
}

/** The comparison that decided, with the tool that owns the version order. */
async function compareWays(finding: Finding, found: Package): Promise<readonly Way[]> {
  const [fixed] = offeredVersions(fixVersions(finding.fix), packageOf(finding)?.version);
  if (fixed === undefined) return [];
  const version = found.source?.version ?? found.version;
  const { versionOrder } = await import('../../foundations/versions/index.ts');
  const command = versionOrder(found.versionOrder)?.askOlder?.(version, fixed);
  return command === undefined
    ? [{ text: `Compare ${version} with ${fixed} in the ${found.versionOrder} order.` }]
    : [way(`Compare ${version} with ${fixed}:`, command)];
}
