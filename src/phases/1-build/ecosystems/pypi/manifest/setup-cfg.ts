import { normalisedName } from '../name.ts';
import { readRequirement } from '../requirement.ts';

/** Far more than any project asks for. */
const mostLines = 100_000;

/**
 * Names that `install_requires` in the section `options` of a `setup.cfg` asks for (setuptools, "Configuring setuptools using setup.cfg files"): a list parted by
 * lines or semicolons. `file: requirements.txt` names lists that are read by themselves. Other sections are settings of tools.
 */
export function setupWants(bytes: Uint8Array): readonly string[] {
  const names = new Set<string>();
  let [isOptions, isList] = [false, false];
  for (const line of new TextDecoder().decode(bytes).split(/\r?\n/, mostLines)) {
    if (/^\s*[#;]/.test(line) || line.trim() === '') continue;
    const section = /^\[([^\]]{1,200})\]/.exec(line)?.[1];
    const [, key, first = ''] = /^([A-Za-z][\w.-]{0,100})\s{0,20}[=:](.*)$/.exec(line) ?? [];
    if (section !== undefined) [isOptions, isList] = [section.trim() === 'options', false];
    else if (key !== undefined) isList = isOptions && /^install[_-]requires$/i.test(key);
    if (!isList || section !== undefined) continue;
    const said = key === undefined ? line : first;
    if (/^\s*file:/.test(said)) isList = false;
    else
      for (const one of said.split(/;(?!\s*(?:python_|platform_|sys_|os_|implementation_|extra|["'(]))/)) {
        const read = readRequirement(one.trim());
        if (read !== undefined) names.add(normalisedName(read.name));
      }
  }
  return [...names];
}

/** Whether it takes what it asks for from another file, which may be called anything. */
export const setupReadsFile = (bytes: Uint8Array): boolean =>
  /^install[_-]requires\s{0,20}[=:]\s{0,20}file:/im.test(new TextDecoder().decode(bytes));
