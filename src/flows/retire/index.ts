/** What of registries may go, and its careful deletion. */
export {
  type AppliedEntry,
  type ApplyResult,
  type DeleteEntry,
  defaultRetirePolicy,
  type KeepEntry,
  type RetirePlan,
  type RetirePolicy,
} from '../../phases/5-retire/index.ts';
export * from './apply-retire.ts';
export * from './plan-retire.ts';
