import { plainCommand } from '../../../../core/index.ts';
import { type Ecosystem, kernelHeaders } from '../ecosystem.ts';
import { database, software } from '../traces.ts';
import { apkInstalled } from './installed/index.ts';
import { apkOrigin } from './origin.ts';

export const apk: Ecosystem = {
  type: 'apk',
  title: 'Packages of Alpine Linux, Wolfi and kin',
  kind: 'system',
  versionOrder: 'apk',
  lowerCase: true,
  extractors: [apkInstalled],
  traces: [
    { ...database('apk', 'usr/lib/apk/db/installed', 'lib/apk/db/installed'), types: ['apk'] },
    // Wolfi's packages carry a bill each, which says what the database of apk says.
    { ...database('Wolfi (SPDX)', 'var/lib/db/sbom/*.json', 'usr/lib/db/sbom/*.json'), types: ['apk'], reach: 'image' },
    // A cache of what is installed; where nothing of the kind is, it is software that nobody has looked into.
    { ...software('Alpine packages left whole', '*.apk'), types: ['apk'], reach: 'image' },
  ],
  upgrade: (name, version) => `Run \`apk upgrade ${name}\` to get ${version} or later.`,
  askImage: ({ name }, image) => plainCommand`docker run --rm --network none --entrypoint apk ${image} info -v ${name}`,
  originOf: apkOrigin,
  codeFree: [{ name: 'linux-headers', why: kernelHeaders }],
};
