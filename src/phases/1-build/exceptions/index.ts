/** What somebody has decided to set aside, read from files in several forms, and what becomes of findings by it. Pure. */
export { applyExceptions, type Excepted } from './apply.ts';
export { exceptionsSchema } from './formats/seaworthy/schema.ts';
export { exceptionNames, readExceptions } from './read-exceptions.ts';
export { type ExceptionFile, fileLimits } from './rule.ts';
