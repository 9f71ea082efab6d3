import type { Feed } from '../../feed.ts';
import { coreFile, nodeName, parseCore } from './parse.ts';

const MiB = 1024 * 1024;

/**
 * Flaws of Node.js itself, by its own security working group (https://github.com/nodejs/security-wg, `vuln/core`): fixes alone, of the lines that were looked
 * after on that day. Partition: `nodejs`.
 */
export const nodejs: Feed = {
  id: 'nodejs',
  version: 1,
  title: 'Node.js security working group',
  needs: ['network'],
  base: 'https://raw.githubusercontent.com/nodejs/security-wg/main/vuln/core',
  setting: 'nodejs',
  publisher: 'Node.js',
  licence: 'MIT',
  // The file has some 130 KB.
  limits: { bytes: 8 * MiB, inflatedBytes: 8 * MiB, records: 20_000 },
  tells: 'advisories',
  proven: { with: 'real', what: 'The index as of 2026-04-08: all 171 entries.' },
  maxAgeHours: 24,
  contextPartitions: [],
  owns: (partition) => partition === 'nodejs',
  files: () => [{ path: coreFile }],
  parse: (_partition, files) => parseCore(files),
  lookups(found) {
    if (found.type !== 'generic' || found.name !== nodeName) return [];
    const why = `Node.js publishes about its own releases; this one was brought by no package manager: node ${found.version}.`;
    return [{ partition: 'nodejs', key: nodeName, version: found.version, why }];
  },
};
