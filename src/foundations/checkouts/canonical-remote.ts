/** Protocols of git that name a host, and the port that goes without saying (git-fetch(1), "Git URLs"). */
const defaultPorts: Readonly<Record<string, string>> = {
  'https:': '443',
  'http:': '80',
  'ssh:': '22',
  'git+ssh:': '22',
  'ssh+git:': '22',
  'git:': '9418',
};

/** `[user@]host:path`; one letter before the colon is a drive. */
const scpForm = /^(?:(?<user>[^@/:]+)@)?(?<host>[a-z0-9][a-z0-9.-]+):(?!\/\/|:)(?<path>.+)$/i;

const longest = 500;

/**
 * What a remote is called, whatever protocol it is spoken to by and whoever speaks: `host[:port]/path`, without credentials and without `.git`. Undefined for one
 * that names no host (a path of this machine) or could not be told from others. Home folders count: `alice@host:web` is `host/~alice/web`, but for the user
 * `git` of the forges, whose repositories lie at the same path for `https`.
 */
export function canonicalRemote(url: string): string | undefined {
  if (url.length > 4 * longest || /[\s\p{C}]/u.test(url)) return undefined;
  const parts = scpParts(url) ?? urlParts(url);
  if (parts === undefined) return undefined;
  const segments = parts.path.split('/').filter((segment) => segment !== '');
  if (segments.length === 0 || segments.some((segment) => segment === '.' || segment === '..')) return undefined;
  const name = `${parts.host.toLowerCase()}/${segments.join('/')}`.replace(/\.git$/, '');
  return name.length > longest || name.endsWith('/') ? undefined : name;
}

interface RemoteParts {
  readonly host: string;
  readonly path: string;
}

function scpParts(url: string): RemoteParts | undefined {
  const { user, host, path } = scpForm.exec(url)?.groups ?? {};
  if (host === undefined || path === undefined) return undefined;
  const isHome = !path.startsWith('/') && !path.startsWith('~') && user !== undefined && user !== 'git';
  return { host, path: isHome ? `~${user}/${path}` : homeOf(path, user) };
}

function urlParts(text: string): RemoteParts | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, username } = new URL(text);
  const usual = defaultPorts[protocol];
  if (usual === undefined || hostname === '') return undefined;
  const host = port === '' || port === usual ? hostname : `${hostname}:${port}`;
  return { host, path: homeOf(pathname.slice(1), username) };
}

/** `~/web` is in the home folder of whoever logs in. */
function homeOf(path: string, user: string | undefined): string {
  return path.startsWith('~/') && user !== undefined && user !== '' ? `~${user}${path.slice(1)}` : path;
}
