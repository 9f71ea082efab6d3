/** A commit as `git log` tells it. */
export interface Commit {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
}

/** Longest a subject may be: lists of commits cut the rest off. */
export const longestSubject = 72;

/** What is wrong with how commits are told, one readable line each. Merges are made by tools. */
export function badCommits(commits: readonly Commit[]): readonly string[] {
  return commits.flatMap(({ id, subject, body }) => {
    const told = (why: string): string => `${id.slice(0, 10)} ${JSON.stringify(subject)}: ${why}`;
    if (subject.length > longestSubject)
      return [told(`the subject has ${subject.length} characters; ${longestSubject} is the most`)];
    if (!/\S+ \S+/.test(subject)) return [told('the subject says nothing')];
    return body.trim() === '' ? [told('no body says why')] : [];
  });
}
