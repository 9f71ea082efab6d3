import type { Severity } from '../../../../core/index.ts';
import { violation } from '../../../../foundations/kubernetes/index.ts';
import type { OpenNode } from '../open-node.ts';
import type { ComposeCheck } from './check.ts';
import type { ComposeService } from './view.ts';

/** A field of a service, and what should stand there. */
export interface ServiceField {
  readonly node: OpenNode;
  readonly expected: string;
  readonly severity?: Severity;
  /** What is told to stand there, where that is not the value itself. */
  readonly observed?: string;
}

/** Looks at each service. */
export const ofServices = (find: (service: ComposeService) => Iterable<ServiceField>): ComposeCheck['look'] =>
  function* (view) {
    for (const service of view.services)
      for (const { node, expected, ...told } of find(service))
        yield { service, ...violation(`service ${JSON.stringify(service.name)}`, node, expected), ...told };
  };

/** One field that should be otherwise, where it is. */
export const wantIf = (isBad: boolean, node: OpenNode, expected: string): readonly ServiceField[] =>
  isBad ? [{ node, expected }] : [];

/** A file with one service, as examples need it; lines of YAML, and more of the file. */
export const service = (lines = '', more = ''): string =>
  `services:\n  web:\n    image: registry.example/web:1.4.2\n${lines
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => `    ${line}\n`)
    .join('')}${more}`;
