/** Whose files a path holds: a repository by its remote, or a folder of this machine. */
export { canonicalRemote } from './canonical-remote.ts';
export { type FilesAt, filesAt } from './files-at.ts';
