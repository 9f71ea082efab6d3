import { type KeptCode, readKeptCode, writeKeptCode } from './kept-code.ts';

/** What a script gives out, by name. */
type Given = Readonly<Record<string, unknown>>;

/** The text of a script is that of one such function (`tools/program-scripts.ts`). */
type Script = (
  use: (name: string) => Given,
  useLater: (name: string) => Promise<Given>,
  require: (name: string) => unknown,
) => Given;

/** The program's scripts, each run when it is first used. */
export interface Scripts {
  use(name: string): Given;
  /**
   * Changes a flag of the engine, and says what it is by itself. Compiled code holds for the flags under which it was made, so code is taken and kept under those
   * that the engine has by itself.
   */
  changeFlag(changed: string, own: string): void;
  /** Keeps the code of what has run until now for the next run. Later calls do nothing. */
  keep(): void;
}

/**
 * Runs of a command that add to what is kept for it: not each of them does the same. Afterwards it is taken as it is, and only written anew when a script is
 * loaded that it does not hold.
 */
const learningRuns = 4;

/** Opens the scripts of a folder. `keptIn` is the file of the code that is kept, undefined where none can be. */
export function openScripts(folder: string, keptIn: string | undefined): Scripts {
  const fs = process.getBuiltinModule('node:fs');
  const vm = process.getBuiltinModule('node:vm');
  const kept: KeptCode = (keptIn === undefined ? undefined : readKeptCode(keptIn)) ?? { runs: 0, parts: new Map() };
  const loaded = new Map<string, InstanceType<typeof vm.Script>>();
  const given = new Map<string, Given>();
  let isNew = kept.runs < learningRuns;
  let isKept = keptIn === undefined;
  /** Flags that were changed, by what they are by themselves. */
  const flags = new Map<string, string>();

  function underOwnFlags<Value>(work: () => Value): Value {
    const v8 = flags.size === 0 ? undefined : process.getBuiltinModule('node:v8');
    for (const own of flags.keys()) v8?.setFlagsFromString(own);
    try {
      return work();
    } finally {
      for (const changed of flags.values()) v8?.setFlagsFromString(changed);
    }
  }

  function use(name: string): Given {
    const before = given.get(name);
    if (before !== undefined) return before;
    const file = `${folder}${name}`;
    const cachedData = kept.parts.get(name);
    const text = fs.readFileSync(file, 'utf8');
    const script = underOwnFlags(() => new vm.Script(text, { filename: file, cachedData }));
    loaded.set(name, script);
    if (cachedData === undefined || script.cachedDataRejected === true) isNew = true;
    const run = script.runInThisContext() as Script;
    const result = run(use, useLater, process.getBuiltinModule as (name: string) => unknown);
    given.set(name, result);
    return result;
  }

  const useLater = async (name: string): Promise<Given> =>
    name.endsWith('.js') ? use(name) : (process.getBuiltinModule(name) as unknown as Given);

  return {
    use,
    changeFlag(changed, own): void {
      flags.set(own, changed);
      process.getBuiltinModule('node:v8').setFlagsFromString(changed);
    },
    keep(): void {
      if (isKept || keptIn === undefined) return;
      isKept = true;
      if (!isNew) return;
      const parts = new Map(kept.parts);
      for (const [name, script] of loaded) {
        const data = underOwnFlags(() => script.createCachedData());
        // The engine forgets functions that have not run for long: what is larger knows more.
        if (data.length > (parts.get(name)?.length ?? 0)) parts.set(name, data);
      }
      writeKeptCode(keptIn, { runs: kept.runs + 1, parts });
    },
  };
}
