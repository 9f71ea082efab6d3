import { defined } from '../../core/index.ts';
/** What a configuration of git says of where the repository comes from (git-config(1)). */
export interface GitConfig {
  /** The first address of each remote. */
  readonly remotes: ReadonlyMap<string, string>;
  /** `core.worktree`: where its files are, when they are not beside it. */
  readonly worktree?: string;
}

const sectionForm = /^\[\s*(?<section>[A-Za-z0-9.-]+)\s*(?:"(?<name>(?:[^"\\]|\\.)*)")?\s*\](?<rest>.*)$/;
const entryForm = /^(?<key>[A-Za-z][A-Za-z0-9-]*)\s*=\s*(?<value>.*)$/;
const mostLines = 20_000;
const longestLine = 4_096;

/** Reads what may be anybody's: what is not understood is passed over, and other files that it names (`include`) are not looked at. Never throws. */
export function readGitConfig(text: string): GitConfig {
  const remotes = new Map<string, string>();
  let worktree: string | undefined;
  let section = '';
  let remote: string | undefined;
  for (const whole of text.split('\n', mostLines)) {
    let line = whole.slice(0, longestLine).trim();
    const head = sectionForm.exec(line)?.groups;
    if (head !== undefined) {
      section = (head.section ?? '').toLowerCase();
      remote = section === 'remote' ? head.name?.replace(/\\(.)/g, '$1') : undefined;
      line = (head.rest ?? '').trim();
    }
    const { key, value } = entryForm.exec(line)?.groups ?? {};
    if (key === undefined || value === undefined) continue;
    if (remote !== undefined && key.toLowerCase() === 'url' && !remotes.has(remote)) remotes.set(remote, plain(value));
    if (section === 'core' && key.toLowerCase() === 'worktree') worktree = plain(value);
  }
  return { remotes, ...defined({ worktree }) };
}

/** A value without quotes and without the comment behind it. */
function plain(value: string): string {
  let text = '';
  let isQuoted = false;
  for (let at = 0; at < value.length; at++) {
    const one = value[at] ?? '';
    if (one === '"') isQuoted = !isQuoted;
    else if (one === '\\') text += value[++at] ?? '';
    else if (!isQuoted && (one === '#' || one === ';')) break;
    else text += one;
  }
  return text.trim();
}

/** The remote that the repository comes from: `origin`, else the only one; undefined where there is none or a choice. */
export function mainRemote({ remotes }: GitConfig): string | undefined {
  return remotes.get('origin') ?? (remotes.size === 1 ? [...remotes.values()][0] : undefined);
}
