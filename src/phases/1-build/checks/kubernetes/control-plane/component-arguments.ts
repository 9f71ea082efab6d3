import type { DocumentNode } from '../../../../../foundations/formats/index.ts';
import { type ContainerView, ownerOf, violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import type { ManifestObject, ManifestView } from '../view.ts';

/** Programs of the control plane or of a node, which run in pods of their own. */
const componentNames = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'kubelet'] as const;
type Component = (typeof componentNames)[number];

/** An argument as it is written: `--flag=value`, `--flag value`, or `--flag` alone, which is `true`. */
interface Argument {
  readonly node: DocumentNode;
  readonly value: string | undefined;
}

/** The command line of a container: its command and what follows in `args`. */
function commandLine({ node }: ContainerView): readonly DocumentNode[] {
  return [...node.get('command').items(), ...node.get('args').items()];
}

const textOf = (node: DocumentNode): string => (typeof node.value === 'string' ? node.value.trim() : '');

/** What an argument must be. */
export interface WantedArgument {
  isGood(argument: Argument | undefined): boolean;
  readonly expected: string;
  /** Values that are bad and good; undefined where the argument is not there. */
  readonly bad: string | undefined;
  readonly good: string | undefined;
}

const listed = ({ value = '' }: Argument): readonly string[] => value.split(',').map((one) => one.trim());

/** Set, and to this. */
export const mustBe = (wanted: string, bad: string): WantedArgument => ({
  isGood: (argument) => argument !== undefined && (argument.value ?? 'true') === wanted,
  expected: wanted,
  bad,
  good: wanted,
});
/** Not set to this; not set at all is good. */
export const mustNotBe = (unwanted: string, good: string): WantedArgument => ({
  isGood: (argument) => argument === undefined || (argument.value ?? 'true') !== unwanted,
  expected: `anything but ${unwanted}`,
  bad: unwanted,
  good,
});
export const mustBeSet = (good: string): WantedArgument => ({
  isGood: (argument) => (argument?.value ?? '').trim() !== '',
  expected: 'a value',
  bad: undefined,
  good,
});
export const mustBeUnset = (bad: string): WantedArgument => ({
  isGood: (argument) => argument === undefined,
  expected: 'not set',
  bad,
  good: undefined,
});
export const atLeast = (least: number): WantedArgument => ({
  isGood: (argument) => argument !== undefined && Number.parseInt(argument.value ?? '', 10) >= least,
  expected: `${least} or more`,
  bad: String(Math.max(least - 1, 0)),
  good: String(least),
});
/** A list with this in it; a list that is not there has it not. */
export const mustHave = (wanted: string, bad: string): WantedArgument => ({
  isGood: (argument) => argument !== undefined && listed(argument).includes(wanted),
  expected: `a list with ${wanted}`,
  bad,
  good: `${bad},${wanted}`,
});
/** A list without this; one that is not there has it not. */
export const mustNotHave = (unwanted: string, good: string): WantedArgument => ({
  isGood: (argument) => argument === undefined || !listed(argument).includes(unwanted),
  expected: `a list without ${unwanted}`,
  bad: `${good},${unwanted}`,
  good,
});
/** A list of nothing else than these. */
export const onlyOf = (allowed: readonly string[], bad: string): WantedArgument => ({
  isGood: (argument) => argument !== undefined && listed(argument).every((one) => allowed.includes(one)),
  expected: 'a list of strong cipher suites only',
  bad,
  good: allowed[0],
});
export const where = (
  expected: string,
  isGood: WantedArgument['isGood'],
  bad: string | undefined,
  good: string,
): WantedArgument => ({
  isGood,
  expected,
  bad,
  good,
});

/** A check of one argument, or of several that belong together. */
export interface ArgumentCheck extends Pick<ManifestCheck, 'title' | 'severity' | 'why'> {
  readonly name: string;
  readonly flags: readonly string[];
  readonly wants: WantedArgument;
  readonly aliases: readonly string[];
  readonly cis?: string | readonly string[];
  readonly references: readonly string[];
}

/** Checks of the arguments of programs, by which the first is known in examples. */
export function argumentChecks(
  components: readonly [Component, ...Component[]],
  entries: readonly ArgumentCheck[],
): readonly ManifestCheck[] {
  return entries.map((entry) => argumentCheck(components, entry));
}

function argumentCheck(components: readonly [Component, ...Component[]], entry: ArgumentCheck): ManifestCheck {
  const { name, flags, wants, cis, title, severity, why, aliases, references } = entry;
  const example = (value: string | undefined): string =>
    staticPod(components[0], value === undefined ? [] : flags.map((flag) => `--${flag}=${value}`));
  return {
    id: `kubernetes/${name}`,
    version: 1,
    title,
    severity,
    why,
    aliases,
    references,
    frameworks: cis === undefined ? [] : controls({ 'cis-kubernetes': cis }),
    remedy: `In the manifest of the program, \`${flags.map((flag) => `--${flag}`).join('`, `')}\` must be: ${wants.expected}.`,
    violating: [example(wants.bad)],
    clean: [example(wants.good)],
    look: function* (view) {
      const running = view.derived(componentsIn).filter(({ component }) => components.includes(component));
      for (const { object, container, line } of running) {
        for (const flag of flags) {
          const written = argumentsOf(line, flag);
          // One that comes twice is judged twice: which of them counts is not for whoever reads to guess.
          const bad = written.length === 0 ? undefined : written.find((one) => !wants.isGood(one));
          if (written.length === 0 ? wants.isGood(undefined) : bad === undefined) continue;
          const node = bad?.node ?? container.node.get(container.node.get('command').isSet ? 'command' : 'args');
          const found = violation(ownerOf(container), node, `--${flag}: ${wants.expected}`);
          yield bad === undefined ? { object, ...found, observed: `no --${flag}` } : { object, ...found };
        }
      }
    },
  };
}

/** A container that runs one of the programs, with its command line. */
interface RunningComponent {
  readonly object: ManifestObject;
  readonly container: ContainerView;
  readonly component: Component;
  readonly line: readonly DocumentNode[];
}

/** Every container that runs one of the programs, by the first word of its command line; made once a view. */
function componentsIn(view: ManifestView): readonly RunningComponent[] {
  return view.workloads.flatMap((object) =>
    object.pod.containers.flatMap((container) => {
      const line = commandLine(container);
      const [program] = line;
      const name = program === undefined ? undefined : textOf(program).split('/').at(-1);
      const component = componentNames.find((one) => one === name);
      return component === undefined ? [] : [{ object, container, component, line }];
    }),
  );
}

/** Every argument of a flag. */
function argumentsOf(line: readonly DocumentNode[], flag: string): readonly Argument[] {
  return line.flatMap((node, index): readonly Argument[] => {
    const text = textOf(node);
    if (text.startsWith(`--${flag}=`)) return [{ node, value: text.slice(flag.length + 3) }];
    if (text !== `--${flag}`) return [];
    const next = line[index + 1];
    const value = next === undefined || textOf(next).startsWith('-') ? undefined : textOf(next);
    return [{ node, value }];
  });
}

const staticPod = (component: Component, args: readonly string[]): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${component}
  namespace: kube-system
spec:
  containers:
    - name: ${component}
      image: registry.example/${component}:1.33.1
      command:
${[component, ...args].map((word) => `        - ${word}\n`).join('')}`;
