import { flags } from './index.ts';

/** An environment variable that matters. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly help: string;
  /** Its value is, or may hold, a secret. */
  readonly sensitive?: boolean;
  /** `name` is what its names begin with. */
  readonly prefix?: boolean;
}

/** Of ours, without a flag: a secret must not stand on a command line, where everybody on the machine could read it. */
const withoutFlag: readonly EnvironmentVariable[] = [
  { name: 'SEAWORTHY_KEY_PASSWORD', help: 'Password of a signing key', sensitive: true },
];

/** Variables of others that we heed. */
const ofOthers: readonly EnvironmentVariable[] = [
  { name: 'COLUMNS', help: 'Width of what is printed where there is no terminal: in a pipe, a file' },
  { name: 'NO_COLOR', help: 'When set: no colour' },
  { name: 'CLICOLOR_FORCE', help: 'When set and not 0: colour even where there is no terminal' },
  { name: 'TERM', help: '`dumb`: no colour' },
  { name: 'HTTPS_PROXY', help: 'Proxy for https addresses (also in lower case)', sensitive: true },
  { name: 'HTTP_PROXY', help: 'Proxy for http addresses (also in lower case)', sensitive: true },
  { name: 'ALL_PROXY', help: 'Proxy where there is none for the scheme (also in lower case)', sensitive: true },
  { name: 'NO_PROXY', help: 'Hosts that are reached without a proxy (also in lower case)' },
  {
    name: 'COSIGN_PASSWORD',
    help: 'Password of a signing key, when SEAWORTHY_KEY_PASSWORD is not set',
    sensitive: true,
  },
  { name: 'REGISTRY_AUTH_FILE', help: 'File with registry credentials, as podman writes it' },
  { name: 'DOCKER_CONFIG', help: 'Folder of docker’s config.json with registry credentials' },
  { name: 'PATH', help: 'Where credential helpers (`docker-credential-NAME`) are looked for' },
  {
    name: 'SOURCE_DATE_EPOCH',
    help: 'The time in reports, in seconds since 1970, for results that repeat byte by byte',
  },
  { name: 'GITHUB_SHA', help: 'The commit that `-o github` says it is of (40 digits)' },
  { name: 'GITHUB_REF', help: 'Its branch or tag: `refs/heads/main`' },
  {
    name: 'GITHUB_RUN_ID',
    help: 'The run of the workflow that `-o github` names, with GITHUB_WORKFLOW and GITHUB_JOB',
  },
  { name: 'GITHUB_WORKFLOW', help: 'The workflow' },
  { name: 'GITHUB_JOB', help: 'The job of the workflow' },
  { name: 'GITHUB_SERVER_URL', help: 'With GITHUB_REPOSITORY: where the page of the run is' },
  { name: 'GITHUB_REPOSITORY', help: 'The repository of the workflow' },
  { name: 'HOME', help: 'Where the folders below lie when they are not set' },
  { name: 'XDG_CONFIG_HOME', help: 'Your configuration file and podman’s credentials; ~/.config otherwise' },
  { name: 'XDG_DATA_HOME', help: 'The advisory database and the ledger; ~/.local/share otherwise' },
  { name: 'XDG_CACHE_HOME', help: 'The layer cache and compiled code; ~/.cache otherwise' },
  { name: 'XDG_RUNTIME_DIR', help: 'Podman’s credentials of this session' },
];

/** All of them: one for each flag that has one, those without a flag, and those of others. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  ...flags
    .filter((flag) => flag.env !== undefined)
    .map((flag) => ({
      name: flag.env ?? '',
      help: flag.help,
      ...(flag.form === 'map' ? { prefix: true } : {}),
      ...(flag.sensitive ? { sensitive: true } : {}),
    })),
  ...withoutFlag,
  ...ofOthers,
];
