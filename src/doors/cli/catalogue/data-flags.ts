import { envName, type MapFlag, type SwitchFlag, type ValueFlag } from './flag.ts';
import { never, onlyFalse, onlyLess, onlyTrue } from './project.ts';
import { choice, duration, feedAddress, serviceAddress, text } from './value-types.ts';

export const offline: SwitchFlag = {
  form: 'switch',
  name: 'offline',
  category: 'data',
  common: true,
  help: 'Use no network',
  details:
    'Works with the advisory data that is there, whatever its age, and says how old it is. A registry reference as target is refused. Engines of this machine are asked all the same where they answer on a unix socket, which leads nowhere else (`--from registry` asks none). Feeds that lie in a folder (`file:` addresses) may still be read.',
  env: envName('offline'),
  config: 'offline',
  project: never.data,
};

export const refresh: SwitchFlag = {
  form: 'switch',
  name: 'refresh',
  category: 'data',
  help: 'Fetch advisory data even if it is fresh',
  details: 'Asks every feed that is needed whether it has something newer; an unchanged file is not fetched again.',
  env: envName('refresh'),
  config: 'refresh',
  project: onlyTrue,
};

export const allowOlder: SwitchFlag = {
  form: 'switch',
  name: 'allow-older',
  category: 'data',
  help: 'Take advisory data that was made before what is there',
  details:
    'A mirror that lags behind, or an old copy put in its place, would make flaws unknown again that are known here: by default such data is refused, and what is there stays in force. Where a publisher gives no date, that of the file on the same server counts.',
  env: envName('allow-older'),
  config: 'allow-older',
  project: onlyFalse,
};

export const feed: MapFlag<string> = {
  form: 'map',
  name: 'feed',
  category: 'data',
  keyPlaceholder: 'NAME',
  type: feedAddress,
  help: 'Take a feed from another address, or leave it out',
  details:
    'For mirrors and air gaps. `NAME` is one of those that `seaworthy db feeds` lists; the address is that of the folder under which the publisher’s files lie, `file:///srv/mirror/alpine` included. `off` leaves the feed out, and the report then says which packages nobody could judge. Plain http needs `--insecure-plain-http-feeds`.',
  defaultMeans: 'the publisher’s own address',
  env: 'SEAWORTHY_FEED_',
  config: 'feeds',
  project: never.data,
};

export const database: ValueFlag<string> = {
  form: 'value',
  name: 'database',
  category: 'data',
  type: text('DIR', 'directory'),
  help: 'Folder of the advisory database',
  details: 'Made when it is missing. One immutable file a partition; it may be copied to another machine as it is.',
  defaultMeans: '$XDG_DATA_HOME/seaworthy/database, else ~/.local/share/seaworthy/database',
  env: envName('database'),
  config: 'database',
  project: never.places,
};

export const cache: ValueFlag<string> = {
  form: 'value',
  name: 'cache',
  category: 'data',
  type: text('DIR|off', 'directory'),
  negation: 'off',
  help: 'Folder in which what was learnt from a layer is kept',
  details:
    'A layer is known by its digest, so what was found in it need not be found again. `off` (or `--no-cache`) keeps and uses nothing. It may be removed at any time.',
  defaultMeans: '$XDG_CACHE_HOME/seaworthy/layers, else ~/.cache/seaworthy/layers',
  env: envName('cache'),
  config: 'cache',
  project: never.places,
};

export const databaseWarningAge: ValueFlag<number> = {
  form: 'value',
  name: 'db-max-age-warning',
  category: 'data',
  type: duration,
  default: '5d',
  help: 'Warn when advisory data was fetched longer ago than this',
  details: 'One line on standard error for each such source. The age of every source is in the report in any case.',
  env: envName('db-max-age-warning'),
  config: 'db-max-age-warning',
  project: onlyLess,
};

export const databaseFrom: ValueFlag<string> = {
  form: 'value',
  name: 'database-from',
  category: 'data',
  type: text('REF', 'file'),
  help: 'Take advisory data from your team’s artifact in a registry',
  details:
    'What `seaworthy db push REF` put there, in a registry or an OCI layout (`oci:PATH`); `--database-key`, or `--database-identity`, `--database-issuer` and `--trusted-root`, say who must have signed it, and nothing of it is read before that was checked. A scan that needs a partition which is missing or stale here takes it from there, and only that one; nothing newer is replaced by something older. What the artifact does not hold is fetched from its publisher, and so is all of it where the artifact cannot be had or is not trusted: the report says so each time. Data that is there already stays in use where neither can be had.',
  env: envName('database-from'),
  config: 'database-from',
  project: never.trust,
};

export const databaseKey: ValueFlag<string> = {
  form: 'value',
  name: 'database-key',
  category: 'trust',
  type: text('FILE', 'file'),
  help: 'Public key that must have signed the team’s advisory data',
  details:
    'As `--key` of `seaworthy verify IMAGE`: PEM. It stands beside `--database-from`, in the configuration file as well.',
  env: envName('database-key'),
  config: 'database-key',
  project: never.trust,
};

export const databaseIdentity: ValueFlag<string> = {
  form: 'value',
  name: 'database-identity',
  category: 'trust',
  type: text('SUBJECT'),
  help: 'Who must have signed the team’s advisory data',
  details:
    'The name in the certificate, exactly, as `--identity` of `seaworthy verify IMAGE`. Needs `--database-issuer` and `--trusted-root`.',
  env: envName('database-identity'),
  config: 'database-identity',
  project: never.trust,
};

export const databaseIssuer: ValueFlag<string> = {
  form: 'value',
  name: 'database-issuer',
  category: 'trust',
  type: text('URL'),
  help: 'Who must have checked the identity of that signer',
  details: 'The OpenID Connect issuer, exactly, as `--issuer` of `seaworthy verify IMAGE`.',
  env: envName('database-issuer'),
  config: 'database-issuer',
  project: never.trust,
};

export const advisories: ValueFlag<'fetch' | 'query'> = {
  form: 'value',
  name: 'advisories',
  category: 'data',
  type: choice('HOW', ['fetch', 'query']),
  default: 'fetch',
  help: 'Fetch advisory data, or ask a service: it learns what you run',
  details:
    '`query` asks OSV’s service (`api.osv.dev`) about the language packages of this target, in place of fetching all that is known of an ecosystem, which may be hundreds of megabytes. It tells a third party the names of the packages that you run, not their versions; that is why it is off unless you say so. The records that come are judged here, as fetched ones are: whether a version is affected is never left to the service. Data that is here and fresh is used, and nobody asked; data of distributions, KEV and EPSS is fetched as always. What the distribution’s packages brought is not asked about. A name without any record counts as not judged: the service does not tell a package without a flaw from one that it does not know. A service that does not answer makes the result incomplete (exit code 5). Never together with `--offline`.',
  env: envName('advisories'),
  config: 'advisories',
  project: never.data,
};

export const advisoriesApi: ValueFlag<string> = {
  form: 'value',
  name: 'advisories-api',
  category: 'data',
  type: serviceAddress,
  help: 'Address of the service that `--advisories query` asks',
  details:
    'One that answers as OSV’s does (`/v1/querybatch`, `/v1/vulns/ID`). Plain http needs `--insecure-plain-http-feeds`.',
  defaultMeans: 'https://api.osv.dev',
  env: envName('advisories-api'),
  config: 'advisories-api',
  project: never.data,
};
