/**
 * What a package brings along for its own tests and its readers, and nobody runs. Only ever asked of paths inside software: anybody may call the folder
 * of a service `test`.
 */
const notForUse =
  /(?:^|\/)(?:tests?|testdata|test-data|testing|fixtures?|__tests__|spec|examples?|samples?|demos?|docs?)\//i;

/** Said of a package that was found in such a place. */
export const fixtureNote = 'it lies among the tests or examples of other software: nothing that runs finds it';

/** Whether a path inside a package leads through a folder of tests, examples or documents. */
export const isNotForUse = (path: string): boolean => notForUse.test(path);
