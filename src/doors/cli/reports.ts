/** What a command that writes reports loads: those names alone, so that the text of other commands stays where it is. */
export {
  checksText,
  checkText,
  explainEntry,
  explainError,
  explainFinding,
  explainRecorded,
  inShort,
  isErrorCode,
  newestReport,
  readReport,
  reportFormats,
  summaryText,
  voyageFormats,
} from '../../report/index.ts';
