/** System calls as rules see them: fields over an event and what is known of the machine. */
export { extractedFields, SyscallEvent } from './syscall-event.ts';
export { eventName } from './system-call.ts';
