/** What is known of a machine while its events go by. */
export { Accounts } from './accounts.ts';
export { type ContainerIdentity, cgroupContainerOf, containerOf, identityOf } from './container.ts';
export { type ContainerInfo, type ContainerMount, readContainerInfo } from './container-info.ts';
export { endpointText, FileDescriptor, type Role, socketEndsText } from './descriptor.ts';
export { resolvePath, workingDirectory } from './paths.ts';
export { joinProcess } from './process-effects.ts';
export { type StateOptions, SystemState } from './system-state.ts';
export { type DescriptorTable, Thread, unknownId, unknownText } from './thread.ts';
export { defaultStateLimits, type StateLimits, ThreadTable } from './thread-table.ts';
