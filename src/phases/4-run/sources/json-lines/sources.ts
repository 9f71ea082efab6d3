import { isObject } from '../../../../foundations/formats/index.ts';
import { k8sAudit } from '../k8s-audit/index.ts';
import { cloudtrail } from './cloudtrail.ts';
import { github } from './github.ts';
import type { JsonSource } from './json-source.ts';
import { okta } from './okta.ts';

/** Every source whose events are JSON. A new one is one file beside these (or a folder beside this one) and one line here. */
export const jsonSources: readonly JsonSource[] = [k8sAudit, cloudtrail, github, okta];

/** Events of one source. */
export interface Recognised {
  readonly source: JsonSource;
  readonly events: readonly unknown[];
}

/** Most lists inside one another: what is sent is an event, a list of them, or a list of those. */
const mostLists = 3;

/** The events in a document, whatever source they are of. What is of none stands beside. */
export function recognise(
  document: unknown,
  depth = 0,
): { readonly known: readonly Recognised[]; readonly unknown: number } {
  if (Array.isArray(document) && depth < mostLists) {
    const parts = document.map((part: unknown) => recognise(part, depth + 1));
    return { known: parts.flatMap(({ known }) => known), unknown: parts.reduce((sum, part) => sum + part.unknown, 0) };
  }
  if (!isObject(document)) return { known: [], unknown: 1 };
  for (const source of jsonSources) {
    const events = source.eventsIn(document);
    if (events !== undefined) return { known: [{ source, events }], unknown: 0 };
  }
  return { known: [], unknown: 1 };
}
