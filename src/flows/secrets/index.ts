/** Secrets outside images: in the history of a repository, in what is staged, in patches. */
export { type HistoryPart, secretsInGit, secretsInPatches } from './search-history.ts';
