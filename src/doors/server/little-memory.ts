import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the room for young objects of this process as small as it is: by itself V8 grows it to three times 16 MiB under load, and what one review leaves
 * behind is garbage a moment later. Measured under 200 connections: about 180 MiB in place of about 300, for about a seventh of the processor's time of a
 * decision. More room costs a flood of large bundles too much: with 8 MiB it takes more than the 400 MiB that it may (`lab/bench/floods.ts`).
 */
export function useLittleMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
