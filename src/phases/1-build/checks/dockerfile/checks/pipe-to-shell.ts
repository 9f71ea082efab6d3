import type { DockerfileCheck } from '../check.ts';
import { fetchedFiles, fileRun, isSameFile, verifies } from '../fetched-files.ts';
import { commandText } from '../helpers.ts';
import type { PlacedCommand } from '../scripts.ts';
import { isShell } from '../shell/names.ts';
import { readsScript } from '../shell/shells.ts';

const fetchers = new Set(['curl', 'wget', 'fetch', 'aria2c']);
/** Files of one stage that are remembered. */
const maxFetched = 100;
const interpreters = new Set(['python', 'python3', 'perl', 'ruby', 'node', 'php']);

/** Whether a program takes its script from standard input. */
function runsInput({ program, args }: PlacedCommand): boolean {
  if (readsScript(program, args)) return true;
  return interpreters.has(program) && args.every((argument) => argument === '-');
}

export const pipeToShell: DockerfileCheck = {
  id: 'dockerfile/pipe-to-shell',
  version: 2,
  title: 'A script from the web is run unseen',
  severity: 'high',
  aliases: [],
  why: 'Whoever controls the server, its name or the way to it runs commands as root in the build, and may answer one build otherwise than the next.',
  remedy: 'Fetch the script, check its digest or signature, then run it; or install a package.',
  references: ['https://cwe.mitre.org/data/definitions/494.html'],
  violating: [
    'FROM alpine:3.20\nRUN curl -fsSL https://example.com/install.sh | sh\n',
    'FROM alpine:3.20\nRUN curl -o x.sh https://example.com/install.sh && sh x.sh\n',
  ],
  clean: [
    `FROM alpine:3.20\nRUN curl -fsSLo i.sh https://example.com/install.sh && echo "${'0'.repeat(64)}  i.sh" | sha256sum -c && sh i.sh\n`,
  ],
  *look(view) {
    for (const { instructions } of view.file.stages) {
      // What a step has fetched is there for the next ones too, until somebody has looked at it.
      let fetched: readonly string[] = [];
      for (const instruction of instructions.flatMap((one) => one.trigger ?? one)) {
        if (instruction.keyword !== 'RUN') continue;
        let fetching = false;
        for (const command of view.commandsOf(instruction)) {
          if (!command.piped) fetching = false;
          const substituted = command.substitutes.some((program) => fetchers.has(program));
          const runs = isShell(command.program) || command.program === 'eval' || command.program === 'source';
          const file = fileRun(command);
          const isFetched = file !== undefined && fetched.some((one) => isSameFile(one, file));
          if ((command.piped && fetching && runsInput(command)) || (runs && substituted) || isFetched)
            yield { at: command.at, observed: commandText(command), expected: 'a file whose digest was checked' };
          if (fetchers.has(command.program)) fetching = true;
          fetched = verifies(command) ? [] : [...fetched, ...fetchedFiles(command)].slice(-maxFetched);
        }
      }
    }
  },
};
