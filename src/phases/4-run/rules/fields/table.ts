import type { FieldInfo, FieldType } from '../../../../foundations/languages/falco/index.ts';

/** Fields of one type that have everything but their names in common. */
export function fields(type: FieldType, traits: Omit<FieldInfo, 'name' | 'type'>, names: string): readonly FieldInfo[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => ({ name, type, ...traits }));
}
