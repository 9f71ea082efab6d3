/** What is written into an image's sources and should not be: one folder a kind of file. */

export {
  type DockerfileCheck,
  dockerfileByName,
  dockerfileChecks,
  lintDockerfile,
  type NameSays,
  whyNoDockerfile,
} from './dockerfile/index.ts';
