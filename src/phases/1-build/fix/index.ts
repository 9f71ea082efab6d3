/** What to write into a project's files so that flaws are gone: versions, edits that are proven, diffs. Pure: who calls it reads and writes the files. */

export { chooseVersion, isBreaking } from './choose-version.ts';
export { type BasePlan, type DockerfilePlan, planDockerfile } from './dockerfile/plan-dockerfile.ts';
export { lineDiff } from './line-diff.ts';
export {
  type EditOutcome,
  type EditPlan,
  type FileText,
  isWritable,
  planEdits,
  prepareWriters,
  takesFromOthers,
} from './plan-edits.ts';
