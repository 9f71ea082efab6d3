import type { Distribution } from '../../../core/index.ts';
import { defined } from '../../../core/index.ts';

/** A distribution before its end of life is looked up. */
export type Named = Omit<Distribution, 'endOfLife'>;

/** Days by version: `2028-06-30`. */
export type Dates = Readonly<Record<string, string>>;

/** One way in which a file says which distribution this is. */
export interface ReleaseFile {
  readonly path: string;
  /** Derivatives have it as well, so that it counts where nothing else says anything. */
  readonly isKeptByOthers?: boolean;
  /** Undefined when it does not say. `makers` are those who name themselves at the start of a line. */
  read(path: string, text: string, makers: readonly Maker[]): Named | undefined;
}

/** How a maker's line begins, and whose it is. */
export interface Maker {
  readonly id: string;
  readonly start: string;
}

/** An id as os-release(5) allows it; the empty text when there is nothing usable. */
export function identifier(text: string | undefined): string {
  const id = (text ?? '').toLowerCase();
  return /^[a-z0-9._-]{1,64}$/.test(id) ? id : '';
}

/** A value short enough to show, without control characters; undefined when there is none. */
export function plain(text: string | undefined): string | undefined {
  const value = (text ?? '')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim()
    .slice(0, 128);
  return value === '' ? undefined : value;
}

/** The distribution that the file at `path` names. */
export function named(
  id: string,
  path: string,
  more: Partial<Record<'version' | 'codename' | 'prettyName', string | undefined>>,
  like: readonly string[] = [],
): Named {
  return {
    id,
    like,
    path,
    ...defined(more),
  };
}

/** Lines such as `CentOS release 6.10 (Final)` and `Amazon Linux AMI release 2018.03`. */
export const redHatFile = (path: string): ReleaseFile => ({
  path,
  read(_path, text, makers) {
    const line = (text.split('\n', 1)[0] ?? '').trim();
    const maker = makers.find(({ start }) => line.startsWith(start));
    const version = /\brelease (\d{1,6}(?:\.\d{1,6}){0,3})/.exec(line)?.[1];
    return maker && version ? named(maker.id, path, { version, prettyName: plain(line) }) : undefined;
  },
});
