import { isAbsolute } from 'node:path';
import { SeaworthyError } from '../../core/index.ts';
import { canonicalRemote } from '../../foundations/checkouts/index.ts';

/** A repository that somebody named, and which state of it. */
export interface GitAddress {
  /** As git takes it: never something that it could take for an option, a program or a helper. */
  readonly url: string;
  /** A branch, a tag or a commit; absent for what the repository itself calls its head. */
  readonly revision?: string;
  /** `host/path`, whatever protocol it is spoken to by; absent for a folder of this machine. */
  readonly repository?: string;
  readonly protocol: 'https' | 'http' | 'ssh' | 'git' | 'file';
}

const scheme = 'git:';
/** `git:` and an address behind it. An image may be called `git` too: what looks like a tag of it is one. */
export const isGitTarget = (target: string): boolean =>
  target.startsWith(scheme) && /[/\\]|^\.{1,2}(?:@|$)/.test(target.slice(scheme.length));

/** Names that git-check-ref-format(1) allows, the odd ones left out, and commits. */
const validRevision = /^[A-Za-z0-9_][A-Za-z0-9_./+-]{0,250}$/;
const urlForm = /^(https?|ssh|git|file):\/\/([^/]*)(\/.*)$/;
const scpForm = /^((?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*):(?!\/\/)([^-\s].*)$/;

const refuse = (message: string, next: string): never => {
  throw new SeaworthyError('E_USAGE', message, { next });
};

const how = 'Give it as git:https://HOST/PATH[@REVISION], git:USER@HOST:PATH[@REVISION] or git:/FOLDER[@REVISION].';

/**
 * Takes `git:URL[@REVISION]` apart. The revision stands behind the last `@` of the path. Throws `E_USAGE` for what is no such address, for one that begins like an
 * option, and for one with a password in it, which every process of the machine could read.
 */
export function parseGitTarget(target: string): GitAddress {
  const text = target.slice(scheme.length);
  if (/[\s\p{C}]/u.test(text) || text.startsWith('-') || text.length > 2_000) refuse('no address of a repository', how);
  const [, protocol, authority = '', path = ''] = urlForm.exec(text) ?? [];
  if (protocol !== undefined) return fromUrl(protocol as GitAddress['protocol'], authority, path);
  if (isAbsolute(text) || /^\.{1,2}(?:\/|@|$)/.test(text)) {
    const { place, revision } = split(text);
    return { url: place, protocol: 'file', ...revision };
  }
  const [, host = '', scpPath = ''] = scpForm.exec(text) ?? [];
  if (host === '') return refuse('no address of a repository', how);
  const { place, revision } = split(scpPath);
  return named({ url: `${host}:${place}`, protocol: 'ssh', ...revision });
}

function fromUrl(protocol: GitAddress['protocol'], authority: string, path: string): GitAddress {
  if (authority.startsWith('-') || authority.includes('@-')) refuse('no address of a repository', how);
  if (/:.*@/.test(authority))
    refuse(
      'the address has a password in it',
      'Leave it out, and let a credential helper of git know it (gitcredentials(7)).',
    );
  const { place, revision } = split(path);
  if (protocol === 'file' && authority !== '') refuse('no address of a repository', how);
  const address = { url: `${protocol}://${authority}${place}`, protocol, ...revision };
  return protocol === 'file' ? { ...address, url: place } : named(address);
}

function named(address: GitAddress): GitAddress {
  const repository = canonicalRemote(address.url);
  return repository === undefined ? refuse('no address of a repository', how) : { ...address, repository };
}

function split(path: string): { readonly place: string; readonly revision: Pick<GitAddress, 'revision'> } {
  const at = path.lastIndexOf('@');
  if (at <= 0) return { place: path, revision: {} };
  const revision = path.slice(at + 1);
  if (!validRevision.test(revision) || revision.includes('..') || revision.endsWith('.lock'))
    return refuse('no revision of a repository stands behind the @', how);
  return { place: path.slice(0, at), revision: { revision } };
}
