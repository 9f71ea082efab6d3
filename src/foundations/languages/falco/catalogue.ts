import type { FieldCatalogue, FieldInfo, ResolvedField } from './values.ts';

/** Checks the argument that follows a field after a dot; the message when there is no such one. */
export type DottedCheck = (field: FieldInfo, argument: string) => string | undefined;

/** A catalogue over a list of fields. Lookup by name takes constant time. */
export function fieldCatalogue(
  fields: readonly FieldInfo[],
  checkDotted: DottedCheck = () => undefined,
): FieldCatalogue {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return {
    fields,
    resolve(name, argument) {
      const info = byName.get(name);
      if (info !== undefined) return withArgument(info, argument);
      return (
        dotted(byName, name, argument, checkDotted) ??
        `filter_check called with nonexistent field ${shown(name, argument)}`
      );
    },
  };
}

const shown = (name: string, argument: string | undefined): string =>
  argument === undefined ? name : `${name}[${argument}]`;

function withArgument(info: FieldInfo, argument: string | undefined): ResolvedField | string {
  if (argument === undefined || argument === '') {
    if (info.argument?.required) return `filter error: field '${info.name}' requires an argument`;
    return { info };
  }
  if (info.argument === undefined) return `filter error: field '${info.name}' does not take an argument: '${argument}'`;
  if (info.argument.form === 'index' && !/^\d{1,9}$/.test(argument)) {
    return `filter error: field '${info.name}' takes a number as argument, not '${argument}'`;
  }
  return { info, argument };
}

/** `evt.arg.flags`: the longest field that takes an argument after a dot and that the name starts with. */
function dotted(
  byName: ReadonlyMap<string, FieldInfo>,
  name: string,
  argument: string | undefined,
  check: DottedCheck,
): ResolvedField | string | undefined {
  if (argument !== undefined) return undefined;
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const info = byName.get(name.slice(0, dot));
    if (!info?.argument?.dotted) continue;
    const rest = name.slice(dot + 1);
    return check(info, rest) ?? { info, argument: rest };
  }
  return undefined;
}
