import { defined, findingKinds, lastMoment, SeaworthyError } from '../../../../../core/index.ts';
import { Complaints, readYaml, Setting } from '../../../../../foundations/formats/index.ts';
import { anyOf, atPath, belowGlob, inPackage, ofKinds, ofPurl } from '../../conditions.ts';
import { idForm } from '../../ids.ts';
import { type ExceptionFormat, type ExceptionRule, type Fits, fileLimits, type ReadRules } from '../../rule.ts';
import { isTarget } from './targets.ts';

/** Characters of one pattern. */
const maxGlob = 1_024;

export const exceptionKeys = ['ids', 'kinds', 'packages', 'paths', 'targets', 'reason', 'owner', 'expires'] as const;

/**
 * Our own form, `docs/schemas/exceptions.schema.json`: every exception has a reason, an owner and an end, and what is not understood is refused whole with every
 * fault and its place.
 */
export const seaworthyFormat: ExceptionFormat = {
  id: 'seaworthy',
  title: 'Seaworthy’s exceptions',
  names: ['seaworthy.exceptions.yaml', 'seaworthy.exceptions.yml', '.seaworthy-exceptions.yaml'],
  looksLike: (text) => /^exceptions:[ \t]{0,8}\r?$/m.test(text) && /^version:[ \t]{0,8}1[ \t]{0,8}\r?$/m.test(text),
  read,
};

async function read(bytes: Uint8Array, name: string): Promise<ReadRules> {
  const options = { maxBytes: fileLimits.bytes, maxDepth: fileLimits.depth, maxDocuments: 2 };
  const [document, second] = await readYaml(bytes, name, options);
  if (document === undefined || second !== undefined)
    throw new SeaworthyError('E_USAGE', 'the file of exceptions is not understood', {
      where: name,
      why: document === undefined ? 'it is empty' : 'it has more than one document',
    });
  const complaints = new Complaints(document, name, 'the file of exceptions');
  const top = new Setting(document.value, [], complaints);
  top.keys('version', 'exceptions');
  if (top.get('version').value !== 1) top.get('version').complain('the version of the format is expected: version: 1');
  const list = top.get('exceptions');
  if (!list.isSet) list.complain('is missing');
  const rules = list
    .items()
    .map((item, index) => readRule(item, `line ${document.positionOf(['exceptions', index]).line}`));
  complaints.throwIfAny();
  return { rules, leftOut: [] };
}

function readRule(item: Setting, statement: string): ExceptionRule {
  item.keys(...exceptionKeys);
  const ids = item.get('ids').texts()?.map(idForm);
  const kinds = kindsOf(item.get('kinds'));
  const packages = packagesOf(item.get('packages'));
  const paths = item.get('paths').globs(maxGlob);
  const targets = item.get('targets').globs(maxGlob);
  if (ids === undefined && packages === undefined && paths === undefined)
    item.complain('ids, packages or paths are expected: an exception is about something');
  return {
    statement,
    reason: item.get('reason').requiredText(),
    by: item.get('owner').requiredText(),
    until: readEnd(item.get('expires')),
    ...defined({ ids }),
    conditions: [
      // Malware is set aside by its own id, or by its kind: never by where it lies alone.
      ...(kinds === undefined ? (ids === undefined ? [notMalware] : []) : [ofKinds(kinds)]),
      ...(packages === undefined ? [] : [anyOf(packages)]),
      ...(paths === undefined ? [] : [atPath(paths.map(belowGlob))]),
    ],
    ...(targets === undefined ? {} : { isHere: isTarget(targets) }),
  };
}

const notMalware: Fits = ({ kind }) => kind !== 'malware';

function kindsOf(setting: Setting) {
  if (!setting.isSet) return undefined;
  setting.texts();
  return setting.items().flatMap((item) => item.oneOf(findingKinds) ?? []);
}

/** `pkg:deb/debian/openssl`, `openssl`, `openssl@3.0.11-1`. */
function packagesOf(setting: Setting): readonly Fits[] | undefined {
  if (!setting.isSet) return undefined;
  setting.texts();
  return setting.items().flatMap((item): readonly Fits[] => {
    const text = item.value;
    if (typeof text !== 'string' || text.trim() === '') return [];
    if (text.startsWith('pkg:')) {
      const match = ofPurl(text);
      if (match === undefined) item.complain('a package URL is expected');
      return match === undefined ? [] : [match];
    }
    // The sign of a scope is no version.
    const at = text.lastIndexOf('@');
    return [at > 0 ? inPackage(text.slice(0, at), text.slice(at + 1)) : inPackage(text)];
  });
}

function readEnd(setting: Setting): string {
  const text = setting.requiredText();
  if (text !== '' && lastMoment(text) === undefined)
    setting.complain('a day (2026-12-31) or a time in UTC (2026-12-31T12:00:00Z) is expected');
  return text;
}
