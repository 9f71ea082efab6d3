import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the room for young objects of this process as small as it is: by itself V8 grows it to three times 16 MiB under load, and what one review leaves
 * behind is garbage a moment later. Measured: about 215 MiB under 200 connections in place of about 300, for about a fifth of the decisions a second.
 */
export function useLittleMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
