/** Recordings of system calls: the scap format of falcosecurity/libs, read as it comes. */
export { type BlockKind, type BlockType, blockTypes } from './blocks.ts';
export { CaptureEvent, timeOf } from './capture-event.ts';
export { type CaptureHandler, CaptureReader, maxBlockBytes } from './capture-reader.ts';
export { type DescriptorKind, descriptorKinds } from './descriptor-kinds.ts';
export {
  beginsCall,
  currentShape,
  dynamicTypes,
  type EventParameter,
  type EventType,
  eventTypes,
} from './event-table.ts';
export { flagNames, flagTables, flagValue, syscallCategory, syscallNames } from './flag-tables.ts';
export type { ParameterType } from './parameter-types.ts';
export {
  type DescriptorList,
  families,
  type ParameterValue,
  type SocketAddress,
  type SocketTuple,
} from './parameter-value.ts';
export {
  type CaptureLimits,
  type CaptureSource,
  defaultCaptureLimits,
  portions,
  type ReadCaptureOptions,
  readCapture,
} from './read-capture.ts';
export type {
  Endpoint,
  FileRecord,
  GroupRecord,
  InterfaceRecord,
  MachineInfo,
  MemoryRecord,
  ProcessRecord,
  UserRecord,
} from './records.ts';
