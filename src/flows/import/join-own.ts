import { type Finding, packageOf, placeOf, type Report, type Subject, subjectKey } from '../../core/index.ts';

/** Whether both are one thing: an image is also known by its configuration, and by the index that it was chosen from. */
function isSameSubject(ours: Subject, theirs: Subject): boolean {
  if (subjectKey(ours) === subjectKey(theirs)) return true;
  if (ours.kind !== 'image' || theirs.kind !== 'image') return false;
  return ours.configDigest === theirs.configDigest || ours.indexDigest === theirs.digest;
}

/** What is found under these: the same flaw of the same package, or the same check or secret in the same line. */
function keysOf(finding: Finding): readonly string[] {
  const found = packageOf(finding);
  const { path, line } = placeOf(finding.location);
  if (found === undefined && line === undefined) return [];
  const about = found === undefined ? [path.replace(/^\/+/, ''), line] : [found.name.toLowerCase(), found.version];
  return [finding.id, ...finding.aliases].map((id) => JSON.stringify([id, ...about]));
}

/** Of several copies of a package the one at the path that is told; all of them where none is. */
function atPath(candidates: readonly number[], own: readonly Finding[], finding: Finding): readonly number[] {
  const { path } = placeOf(finding.location);
  const same = candidates.filter((index) => placeOf((own[index] as Finding).location).path === path);
  return same.length > 0 ? same : candidates;
}

/**
 * Our findings, each with the word of the tools that tell the same of the same subject, then what only they tell. Ours stay as they are in all but evidence and names: the
 * severity, the fix and whether it is set aside are our judgement.
 */
export function joinOwn(own: Report, imported: readonly Finding[]): readonly Finding[] {
  const index = new Map<string, number[]>();
  for (const [at, finding] of own.findings.entries())
    for (const key of keysOf(finding)) index.set(key, [...(index.get(key) ?? []), at]);
  const joined = [...own.findings];
  const others: Finding[] = [];
  for (const finding of imported) {
    const isSame = isSameSubject(own.subject, finding.subject);
    const candidates = isSame ? [...new Set(keysOf(finding).flatMap((key) => index.get(key) ?? []))] : [];
    if (candidates.length === 0) others.push(isSame ? { ...finding, subject: own.subject } : finding);
    for (const at of atPath(candidates, own.findings, finding)) joined[at] = withWord(joined[at] as Finding, finding);
  }
  return [...joined, ...others];
}

function withWord(ours: Finding, theirs: Finding): Finding {
  const names = [...new Set([...ours.aliases, theirs.id, ...theirs.aliases])].filter((id) => id !== ours.id);
  return {
    ...ours,
    aliases: names,
    evidence: [...ours.evidence, ...theirs.evidence],
    reportedBy: [...(ours.reportedBy ?? []), ...(theirs.reportedBy ?? [])],
  };
}
