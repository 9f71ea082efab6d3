import type { Platform } from '../../../core/index.ts';
import { envName, type ListFlag, type SwitchFlag, type ValueFlag } from './flag.ts';
import { never } from './project.ts';
import { duration, hostPort, platform as platformType, text } from './value-types.ts';

export const platform: ValueFlag<Platform | 'all'> = {
  form: 'value',
  name: 'platform',
  category: 'target',
  common: true,
  type: platformType,
  help: 'Which variant of a multi-platform image to take',
  details:
    'When the image has no such variant, the error lists those that it has. `all` takes each image of the index, whatever it runs on, with a report of its own (`scan`, `sbom`); a name without a scheme is then one of its registry, unless `--from` says otherwise, for an engine keeps one platform under a name.',
  defaultMeans: 'linux on this machine’s processor',
  env: envName('platform'),
  config: 'platform',
  project: never.judged,
};

export const caFile: ValueFlag<string> = {
  form: 'value',
  name: 'ca-file',
  category: 'network',
  type: text('FILE', 'file'),
  help: 'Trust the certificates in this PEM file as well',
  details:
    'For registries and mirrors whose certificate comes from an authority of your own. Those of the system stay trusted.',
  env: envName('ca-file'),
  config: 'ca-file',
  project: never.trust,
};

export const plainHttp: ListFlag<string> = {
  form: 'list',
  name: 'insecure-plain-http',
  category: 'network',
  type: hostPort,
  separator: ',',
  help: 'Speak to this registry without TLS',
  details:
    'Whoever is on the way can read the credentials and change the image. Only for a registry on this machine or a network that you own whole. Loopback addresses are no exception: name them.',
  env: envName('insecure-plain-http'),
  config: 'insecure-plain-http',
  project: never.trust,
};

export const plainHttpFeeds: SwitchFlag = {
  form: 'switch',
  name: 'insecure-plain-http-feeds',
  category: 'network',
  help: 'Allow feeds at http addresses',
  details: 'Whoever is on the way can take advisories out of what you see. For a mirror inside an air gap.',
  env: envName('insecure-plain-http-feeds'),
  config: 'insecure-plain-http-feeds',
  project: never.trust,
};

export const timeout: ValueFlag<number> = {
  form: 'value',
  name: 'timeout',
  category: 'network',
  type: duration,
  help: 'How long it may take in all',
  details:
    'Then everything that is open is closed, and it ends with `E_TIMEOUT`. A server may be silent for as long, too, or, where nothing is set, for 30 seconds; after that it must have sent 4 KiB for each second. `serve admission`, which has no end, takes it for its requests to registries alone.',
  defaultMeans: 'no end; a server must answer within 30 seconds',
  env: envName('timeout'),
  config: 'timeout',
  project: never.data,
};
