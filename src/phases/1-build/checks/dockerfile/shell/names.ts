const shells = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'rbash']);

/** Last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a program of this name is a shell. */
export function isShell(program: string): boolean {
  return shells.has(program);
}
