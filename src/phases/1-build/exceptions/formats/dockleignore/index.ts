import { idForm } from '../../ids.ts';
import { type ExceptionFormat, type ExceptionRule, type LeftOutRule, noReason } from '../../rule.ts';

const title = 'Dockle’s ignore file';
const checkpoint = /^(?:CIS|DKL)-(?:DI|LI)-\d{4}$/i;

/** `.dockleignore` (Dockle's README, "Ignore checkpoints"): the id of a checkpoint a line, lines that begin with `#`. A comment just above an id is taken for its reason. */
export const dockleignoreFormat: ExceptionFormat = {
  id: 'dockleignore',
  title,
  names: ['.dockleignore'],
  looksLike: (text) => {
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    return lines.length > 0 && lines.every((line) => checkpoint.test(line));
  },
  read: (bytes) => {
    const rules: ExceptionRule[] = [];
    const leftOut: LeftOutRule[] = [];
    let above: string[] = [];
    for (const [index, raw] of new TextDecoder().decode(bytes).split('\n').entries()) {
      const line = raw.trim();
      const statement = `line ${index + 1}`;
      if (line.startsWith('#')) above.push(line.replace(/^#+\s*/, ''));
      else {
        const reason = above.join(' ').trim() || noReason;
        if (checkpoint.test(line)) rules.push({ statement, by: title, reason, ids: [idForm(line)], conditions: [] });
        else if (line !== '')
          leftOut.push({ statement, why: `${JSON.stringify(line.slice(0, 80))} is no checkpoint of Dockle` });
        above = [];
      }
    }
    return Promise.resolve({ rules, leftOut });
  },
};
