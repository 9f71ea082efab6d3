/* Manifests for the examples of checks: what matters is written out, the rest is the same everywhere. */

const indented = (text: string, spaces: number): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `${' '.repeat(spaces)}${line}\n`)
    .join('');

/** Parts of a Deployment that an example writes out, each as lines of YAML. */
export interface WorkloadParts {
  readonly metadata?: string;
  readonly spec?: string;
  readonly template?: string;
  readonly pod?: string;
  readonly container?: string;
  /** The image; one that is pinned where it is not given. */
  readonly image?: string;
}

/** A Deployment with one container. */
export function deployment({ metadata, spec, template, pod, container, image }: WorkloadParts): string {
  const part = (text: string | undefined, spaces: number): string => (text === undefined ? '' : indented(text, spaces));
  const named = image ?? 'registry.example/web:1.4.2';
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
${part(metadata, 2)}spec:
${part(spec, 2)}  template:
    metadata:
      labels: { app: web }
${part(template, 6)}    spec:
${part(pod, 6)}      containers:
        - name: web
          image: ${named}
${part(container, 10)}`;
}

/** An object of any kind; `rest` is what follows its metadata. */
export const object = (apiVersion: string, kind: string, rest = '', metadata = ''): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: example\n${metadata === '' ? '' : indented(metadata, 2)}${rest === '' ? '' : `${rest.trim()}\n`}`;

/** Several objects in one file. */
export const documents = (...objects: readonly string[]): string => objects.join('---\n');
