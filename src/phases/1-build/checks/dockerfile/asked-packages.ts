import { defined } from '../../../../core/index.ts';
import type { Dockerfile, Instruction, Stage } from '../../../../foundations/formats/index.ts';
import { operands } from './programs.ts';
import { DockerfileView } from './view.ts';

/** A package that a `RUN` installs. */
export interface AskedPackage {
  readonly type: 'apk' | 'deb';
  readonly name: string;
  /** Of one that is pinned (`NAME=VERSION`), as the script says it: it may be a variable. */
  readonly version?: string;
  /** The whole word, without quotes. */
  readonly written: string;
  readonly stage: Stage;
  readonly instruction: Instruction;
}

/** `NAME`, `NAME=VERSION`, and what else may stand behind a name: `NAME~=1`, `NAME/release`, `NAME:arch`. */
const asked = /^([a-zA-Z0-9][a-zA-Z0-9+._-]*)(?::[a-z0-9]+)?(?:=([^=].*)|[~<>=/@!].*|[+-])?$/s;

/** The packages that the commands of a Dockerfile install by `apk add` and `apt-get install` (apk(8), apt-get(8)). */
export function askedPackages(file: Dockerfile): readonly AskedPackage[] {
  const view = new DockerfileView(file);
  return file.stages.flatMap((stage) =>
    stage.instructions
      .filter(({ keyword }) => keyword === 'RUN')
      .flatMap((instruction) =>
        view.commandsOf(instruction).flatMap((command): AskedPackage[] => {
          const type = installs(command.program);
          const [verb, ...names] = type === undefined ? [] : operands(command);
          if (type === undefined || verb !== (type === 'apk' ? 'add' : 'install')) return [];
          return names.flatMap((one): AskedPackage[] => {
            const [, name, version] = asked.exec(one) ?? [];
            if (name === undefined) return [];
            return [{ type, name, written: one, ...defined({ version }), stage, instruction }];
          });
        }),
      ),
  );
}

function installs(program: string): AskedPackage['type'] | undefined {
  if (program === 'apk') return 'apk';
  return /^(?:apt|apt-get|aptitude)$/.test(program) ? 'deb' : undefined;
}
