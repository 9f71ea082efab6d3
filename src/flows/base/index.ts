/** What another base image would change. */
export { type OtherBase, type OtherBases, type OtherBasesOptions, otherBases } from './other-bases.ts';
