/** What a command that writes reports loads: those names alone, so that the text of other commands stays where it is. */
export {
  explainEntry,
  explainError,
  explainFinding,
  explainRecorded,
  isErrorCode,
  newestReport,
  readReport,
  reportFormats,
  voyageFormats,
} from '../../report/index.ts';
