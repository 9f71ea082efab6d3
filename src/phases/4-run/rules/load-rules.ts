import { ConditionCompiler, loadRegularExpressions } from '../../../foundations/languages/falco/index.ts';
import { Collection } from './collection.ts';
import { compileCollection } from './compile-collection.ts';
import type { Compilation, CompiledMacro, CompiledRule, ExtraOutput } from './compiled.ts';
import type { ListItem, MacroItem, RuleItem } from './items.ts';
import { LoadFailure, type LoadProblem, RuleContext } from './problems.ts';
import { type FileReading, readDocument } from './read-item.ts';
import { checkRequirements, type PluginRequirement } from './requirements.ts';
import { schemaMisfits } from './schema.ts';
import { builtInPlugins, engineVersion, type RuleSource, ruleSources } from './sources.ts';
import type { CompiledList } from './substitute-lists.ts';
import { readYamlTrees, type YamlTree } from './yaml-tree.ts';

/** A rules file, read by whoever asks. */
export interface RulesFile {
  readonly name: string;
  readonly text: string;
}

export interface LoadOptions {
  /** Where events come from; all we know when not given. Rules of other sources are left out, with a warning. */
  readonly sources?: readonly RuleSource[];
  /** Plug-ins that rules may require, with their versions; those whose fields are built in when not given. */
  readonly plugins?: Readonly<Record<string, string>>;
  /** Version of the rules language; ours when not given. */
  readonly engineVersion?: string;
  readonly extraOutput?: readonly ExtraOutput[];
}

/** How the loading of one file went. */
export interface FileResult {
  readonly name: string;
  readonly successful: boolean;
  readonly errors: readonly LoadProblem[];
  readonly warnings: readonly LoadProblem[];
  /** What does not have the form of the rules schema; empty when all does; `undefined` when the file is no YAML. */
  readonly schema: readonly string[] | undefined;
}

/** Rules ready to be put in an engine, and what there is to say about them. */
export interface LoadedRules {
  /** Whether every file is without an error. Rules of a set with errors are not to be used. */
  readonly successful: boolean;
  readonly files: readonly FileResult[];
  readonly errors: readonly LoadProblem[];
  readonly warnings: readonly LoadProblem[];
  readonly rules: readonly CompiledRule[];
  readonly macros: readonly CompiledMacro[];
  readonly lists: readonly CompiledList[];
  /** Lists, macros and rules as the files say them. */
  readonly items: {
    readonly lists: readonly ListItem[];
    readonly macros: readonly MacroItem[];
    readonly rules: readonly RuleItem[];
  };
  /** What compiled the conditions, by source: an engine tells it of each event. */
  readonly compilers: ReadonlyMap<string, ConditionCompiler>;
  readonly engineVersion: string;
}

/**
 * Loads rules files in the order given, as Falco does: later files add to, replace and see what earlier ones define, and each file is judged
 * together with those before it. Nothing of a file is left out silently: what is wrong is an error, what is odd a warning. Rejects only when the
 * program is at fault.
 */
export async function loadRules(files: readonly RulesFile[], options: LoadOptions = {}): Promise<LoadedRules> {
  const loader = new Loader(options, await compilersFor(files, options.sources ?? ruleSources));
  for (const file of files) await loader.load(file);
  return loader.result();
}

type Compilers = () => ReadonlyMap<string, ConditionCompiler>;

/** The engine for expressions is only loaded when a file speaks of them. */
async function compilersFor(files: readonly RulesFile[], sources: readonly RuleSource[]): Promise<Compilers> {
  const regex = files.some(({ text }) => /\bregex\b/.test(text)) ? await loadRegularExpressions() : undefined;
  return () => new Map(sources.map(({ name, catalogue }) => [name, new ConditionCompiler(catalogue, regex)]));
}

class Loader {
  readonly #options: LoadOptions;
  readonly #sources: ReadonlyMap<string, RuleSource>;
  readonly #newCompilers: Compilers;
  readonly #collection: Collection;
  readonly #requirements: PluginRequirement[] = [];
  readonly #files: FileResult[] = [];
  readonly #engineVersion: string;
  #compilers: ReadonlyMap<string, ConditionCompiler>;
  #compilation: Compilation = { lists: [], macros: [], rules: [] };

  constructor(options: LoadOptions, compilers: Compilers) {
    this.#options = options;
    this.#sources = new Map((options.sources ?? ruleSources).map((source) => [source.name, source]));
    this.#collection = new Collection(this.#sources);
    this.#newCompilers = compilers;
    this.#compilers = compilers();
    this.#engineVersion = options.engineVersion ?? engineVersion;
  }

  async load(file: RulesFile): Promise<void> {
    const errors: LoadProblem[] = [];
    const warnings: LoadProblem[] = [];
    const context = RuleContext.of(file.name);
    let documents: readonly YamlTree[] | undefined;
    try {
      documents = await readYamlTrees(file.text, context);
      this.#read(documents, context, (problem) => warnings.push(problem));
      this.#compile((problem) => warnings.push(problem));
      checkRequirements(this.#requirements, new Map(Object.entries(this.#options.plugins ?? builtInPlugins)));
    } catch (error) {
      const failure = error instanceof RangeError ? tooDeep(context) : error;
      if (!(failure instanceof LoadFailure)) throw failure;
      errors.push(failure.context.problem(failure.code, failure.message));
    }
    const schema = documents === undefined ? undefined : schemaMisfits(documents);
    this.#files.push({ name: file.name, successful: errors.length === 0, errors, warnings, schema });
  }

  #read(documents: readonly YamlTree[], context: RuleContext, warn: (problem: LoadProblem) => void): void {
    const reading: FileReading = {
      collection: this.#collection,
      sources: this.#sources,
      engineVersion: this.#engineVersion,
      requirements: this.#requirements,
      warn,
    };
    for (const document of documents) readDocument(document, context, reading);
  }

  #compile(warn: (problem: LoadProblem) => void): void {
    this.#compilers = this.#newCompilers();
    this.#compilation = compileCollection(this.#collection, {
      sources: this.#sources,
      compilers: this.#compilers,
      extraOutput: this.#options.extraOutput ?? [],
      warn,
    });
  }

  result(): LoadedRules {
    const { lists, macros, rules } = this.#collection;
    return {
      successful: this.#files.every(({ successful }) => successful),
      files: this.#files,
      errors: this.#files.flatMap(({ errors }) => errors),
      warnings: this.#files.flatMap(({ warnings }) => warnings),
      ...this.#compilation,
      items: { lists: [...lists.values()], macros: [...macros.values()], rules: [...rules.values()] },
      compilers: this.#compilers,
      engineVersion: this.#engineVersion,
    };
  }
}

/** The stack is a bound like any other. */
function tooDeep(context: RuleContext): LoadFailure {
  return new LoadFailure('LOAD_ERR_COMPILE_CONDITION', 'conditions nested too deeply', context);
}
