import type { DockerfileCheck } from '../check.ts';
import { excerpt } from '../helpers.ts';
import { execForm } from '../mends/exec-form.ts';
import { ancestry } from '../view.ts';

export const shellForm: DockerfileCheck = {
  id: 'dockerfile/shell-form',
  version: 1,
  title: 'CMD or ENTRYPOINT is run through a shell',
  severity: 'low',
  aliases: ['JSONArgsRecommended', 'DL3025'],
  why: 'The shell is process 1 and does not pass signals on: the program is killed after the grace period, without finishing its work.',
  remedy: 'Write a JSON array: `CMD ["program", "argument"]`.',
  references: ['https://docs.docker.com/reference/build-checks/json-args-recommended/'],
  violating: ['FROM alpine:3.20\nCMD node server.js\n'],
  clean: ['FROM alpine:3.20\nCMD ["node", "server.js"]\n'],
  mender: {
    does: 'a JSON array, where no shell is needed for it',
    mend: (breach, view) => execForm(breach.instruction, view),
  },
  *look(view) {
    for (const stage of view.file.stages) {
      // A file that sets SHELL has said that it wants one.
      if ([...ancestry(stage)].some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'SHELL')))
        continue;
      for (const instruction of stage.instructions) {
        const { keyword, list, text, start } = instruction;
        if ((keyword !== 'CMD' && keyword !== 'ENTRYPOINT') || list !== undefined) continue;
        yield { instruction, at: start, observed: excerpt(`${keyword} ${text}`), expected: `${keyword} ["…"]` };
      }
    }
  },
};
