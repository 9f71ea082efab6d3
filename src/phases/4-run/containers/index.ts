/** Which container a process is in, and what its engine tells of it. */
export {
  type AskSocket,
  type ContainerImage,
  defaultSockets,
  type EngineSocket,
  imageOfContainer,
} from './container-image.ts';
export { type CgroupContainer, type ContainerEngine, containerOfPath, parseContainer } from './container-of-cgroup.ts';
