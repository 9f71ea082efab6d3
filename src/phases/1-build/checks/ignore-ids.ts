import type { Check } from '../../../core/index.ts';

/** The id, in lower case, under which another tool's older ones are known: Trivy wrote DS002, then AVD-DS-0002, then DS-0002. */
export function today(written: string): string {
  const id = written.toLowerCase();
  const match = /^(?:avd-)?(ds|ksv)-?0?(\d{1,4})$/.exec(id);
  const [, family, number] = match ?? [];
  return number === undefined ? id : `${family}-${number.padStart(4, '0')}`;
}

/** Whether one of the ids is among the names of a check. `all`, or a `*` at the end, stand for several. */
export function namesOne(ids: readonly string[], names: readonly string[]): boolean {
  const known = names.map(today);
  return ids.some((id) => {
    if (id === 'all' || id === '*') return true;
    if (id.endsWith('*')) return names.some((name) => name.toLowerCase().startsWith(id.slice(0, -1)));
    return known.includes(id);
  });
}

/** Every name under which a comment may mean the check. */
export const namesOf = ({ id, aliases }: Check): readonly string[] => [id, id.slice(id.indexOf('/') + 1), ...aliases];
