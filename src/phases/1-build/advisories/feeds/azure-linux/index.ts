import type { Distribution } from '../../../../../core/index.ts';
import { loadXml } from '../../../../../foundations/formats/index.ts';
import type { Feed } from '../../feed.ts';
import { checkedTags } from '../release-tags.ts';
import { parseAzureLinux } from './parse.ts';

const MiB = 1024 * 1024;

/** Files by distribution: what Azure Linux is called since 3.0, and was before. */
const stems: Readonly<Record<string, string>> = { azurelinux: 'azurelinux', mariner: 'cbl-mariner' };
/** What stands before the release in the versions of each. */
const tags: Readonly<Record<string, string>> = { azurelinux: 'azl', mariner: 'cm' };
const form = /^(azurelinux|mariner)\/(\d{1,2}\.\d{1,2})$/;

/** `azurelinux/3.0`, from `3.0.20240727` as well. */
function partitionOf({ id, version }: Distribution): string | undefined {
  const [release] = /^\d{1,2}\.\d{1,2}(?=\.|$)/.exec(version ?? '') ?? [];
  return release === undefined || stems[id] === undefined ? undefined : `${id}/${release}`;
}

/**
 * What Microsoft says of the source packages of each release: fixed, not fixed, not applicable
 * (https://github.com/microsoft/AzureLinuxVulnerabilityData). Partitions: `azurelinux/3.0`, `mariner/2.0`.
 */
export const azureLinux: Feed = {
  id: 'azure-linux',
  version: 1,
  title: 'Azure Linux vulnerability data',
  needs: ['network'],
  base: 'https://raw.githubusercontent.com/microsoft/AzureLinuxVulnerabilityData/main',
  setting: 'azure-linux',
  publisher: 'Microsoft',
  licence: 'MIT',
  // A file has some 4 MB.
  limits: { bytes: 64 * MiB, inflatedBytes: 64 * MiB, records: 500_000 },
  tells: 'advisories',
  proven: {
    with: 'real',
    what: 'The files of Azure Linux 3.0 and CBL-Mariner 1.0 (2024-10, 2024-03) and 2.0 (2024-01): each of the 5,910 definitions gives a row.',
  },
  distributions: ['azurelinux', 'mariner'],
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files(partition) {
    const [, id = '', release] = form.exec(partition) ?? [];
    const path = `${stems[id]}-${release}-oval.xml`;
    // A mirror may keep it as it was packed.
    return [{ path, instead: `${path}.gz` }];
  },
  prepare: loadXml,
  parse(partition, files) {
    const [, id = '', release = ''] = form.exec(partition) ?? [];
    const wanted = `${tags[id]}${release.split('.', 1)[0]}`;
    return checkedTags(parseAzureLinux(files), { wanted, form: /\.((?:azl|cm)\d{1,2})(?!\d)/ });
  },
  lookups(found, distribution) {
    const partition = found.type === 'rpm' && distribution !== undefined ? partitionOf(distribution) : undefined;
    if (partition === undefined) return [];
    const key = found.source?.name ?? found.name;
    // Its data never have an epoch, whatever the package has.
    const version = (found.source?.version ?? found.version).replace(/^\d+:/, '');
    const why =
      key === found.name
        ? `Microsoft publishes about the source package ${key} ${version}, without epochs.`
        : `Microsoft publishes about the source package ${key} ${version}, without epochs, from which ${found.name} ${found.version} was built.`;
    return [{ partition, key, version, why }];
  },
};
