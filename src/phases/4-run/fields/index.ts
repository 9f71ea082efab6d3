/** System calls as rules see them: fields over an event and what is known of the machine. */
export { eventName, extractedFields, SyscallEvent } from './syscall-event.ts';
