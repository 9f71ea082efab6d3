/** Which container a process is in, and what its runtime tells of it. */
export { ContainerDirectory, type UnknownContainer } from './container-directory.ts';
export { type CgroupContainer, containerOfPath, parseContainer } from './container-of-cgroup.ts';
export type { AboutContainer, AskSocket, Reach, RuntimeName } from './runtime.ts';
export { shortId } from './short-id.ts';
