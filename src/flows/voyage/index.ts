/** What the ledger knows of an image along the five phases. */
export { type VoyageOptions, voyage } from './voyage.ts';
