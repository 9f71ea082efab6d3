const shells = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'rbash']);

/** Whether an argument is letters behind one dash, and one of them is this: `-lc`. */
export function hasLetter(argument: string, letter: string): boolean {
  return argument.includes(letter) && /^-[A-Za-z]+$/.test(argument);
}

/** Last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a program of this name is a shell. */
export function isShell(program: string): boolean {
  return shells.has(program);
}
