import { defined, lastMoment } from '../../../../../core/index.ts';
import { idForm } from '../../ids.ts';
import { type ExceptionFormat, type ExceptionRule, type LeftOutRule, noReason, type ReadRules } from '../../rule.ts';

const title = 'Trivy’s ignore file';

/**
 * `.trivyignore` (Trivy documentation, "Filtering", by finding IDs): an id a line, `exp:2026-01-31` behind it for the day from which it holds no longer, lines
 * that begin with `#`. A comment just above an id is taken for its reason.
 */
export const trivyignoreFormat: ExceptionFormat = {
  id: 'trivyignore',
  title,
  names: ['.trivyignore', 'trivyignore'],
  // A list of ids and nothing else.
  looksLike: (text) => {
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    return (
      lines.length > 0 &&
      lines.every((line) => /^(?:CVE|GHSA|AVD|DS|KSV|DLA|DSA|GO|PYSEC|RUSTSEC|MAL)-?[\w-]{1,60}(?:\s|$)/i.test(line))
    );
  },
  read: (bytes) => Promise.resolve(readLines(new TextDecoder().decode(bytes))),
};

function readLines(text: string): ReadRules {
  const rules: ExceptionRule[] = [];
  const leftOut: LeftOutRule[] = [];
  let above: string[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line.startsWith('#')) above.push(line.replace(/^#+\s*/, ''));
    else if (line === '') above = [];
    else {
      const rule = readLine(line, `line ${index + 1}`, above.join(' ').trim());
      if ('why' in rule) leftOut.push(rule);
      else rules.push(rule);
      above = [];
    }
  }
  return { rules, leftOut };
}

function readLine(line: string, statement: string, above: string): ExceptionRule | LeftOutRule {
  const [words = '', ...behind] = line.split('#');
  const [id = '', ...more] = words.trim().split(/\s+/);
  const other = more.find((word) => !word.startsWith('exp:'));
  if (other !== undefined) return { statement, why: `"${other}" behind the id is not understood` };
  const until = more[0]?.slice('exp:'.length);
  // Trivy counts the day itself as over: it ends as the day begins.
  if (until !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(until) || lastMoment(until) === undefined))
    return { statement, why: `"${until}" is no day` };
  const reason = [above, behind.join('#').trim()].find((one) => one !== '') ?? noReason;
  return {
    statement,
    by: title,
    reason,
    ...defined({ until: until === undefined ? undefined : `${until}T00:00:00Z` }),
    ids: [idForm(id)],
    conditions: [],
  };
}
