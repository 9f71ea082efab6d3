/** What people write of images and of what runs them and should not: one folder a kind of file. */

export {
  type ComposeProject,
  type ComposeResult,
  composeByContent,
  composeByName,
  composeChecks,
  defaultNames,
  isComposeDocument,
  lintCompose,
  maxComposeBytes,
  overrideNames,
  type ReadProjectFile,
  readComposeProject,
} from './compose/index.ts';
export {
  type AskedPackage,
  askedPackages,
  type DockerfileCheck,
  dockerfileByName,
  dockerfileChecks,
  lintDockerfile,
  mendDockerfile,
  type NameSays,
  whyNoDockerfile,
} from './dockerfile/index.ts';
export { type Framework, frameworks } from './frameworks.ts';
export { today } from './ignore-ids.ts';
export {
  exampleImage,
  historyChecks,
  type ImageCheck,
  type ImageExample,
  imageChecks,
  type JudgedImage,
  judgeImage,
  maxConfigBytes,
  readConfigFile,
} from './image/index.ts';
export {
  infrastructureByContent,
  isAboutContainers,
  lintInfrastructure,
  readInfrastructureFile,
  resourceChecks,
} from './infrastructure/index.ts';
export {
  coverageOf,
  lintManifests,
  type ManifestFile,
  type ManifestResult,
  manifestByContent,
  manifestByName,
  manifestChecks,
  maxRenderedBytes,
  maxSearchedBytes,
  mendManifests,
  readManifestFile,
  readRenderedManifest,
} from './kubernetes/index.ts';
export type { MendedPlace, MendedText } from './mend.ts';
export { type OwnChecks, readOwnChecks } from './own/read-own-checks.ts';
