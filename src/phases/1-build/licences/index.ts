/** What a user says of licences, held against what packages say of theirs. Pure. */

export { licenceFolder, unlicensed } from './licence-files.ts';
export { type LicenceTexts, licenceFindings } from './licence-findings.ts';
export { type LicenceWishes, readLists } from './lists.ts';
export { recogniseLicences } from './recognise.ts';
