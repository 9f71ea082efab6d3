import { count } from '../../../../core/index.ts';
import { field, isObject } from '../../../formats/index.ts';
import { tellElsewhere } from '../../elsewhere.ts';
import { statedInSpdx3 } from '../../requirements/of-spdx-3.ts';
import type { SbomFormat } from '../../sbom-format.ts';
import { readSpdx } from '../../spdx/read-document.ts';
import { importsOf, spdx2OfGraph, strangersIn } from './spdx-2-of-graph.ts';

const context = /^https:\/\/spdx\.org\/rdf\/(3\.\d{1,3}(?:\.\d{1,3})?)\/spdx-context\.jsonld$/;
const isReadVersion = (version: string): boolean => /^3\.0(?:\.[01])?$/.test(version);

/** SPDX 3 as JSON-LD with the published context (SPDX 3.0.1, annex "Serialization"): a graph of elements, of whatever maker. */
export const spdx3Json: SbomFormat = {
  id: 'spdx-3-json',
  title: 'SPDX 3.0 as JSON-LD',
  recognise(document) {
    const value = document.form === 'json' ? document.value : undefined;
    const version = contextsOf(value)
      .map((one) => context.exec(one)?.[1])
      .find((found) => found !== undefined);
    if (version === undefined) return undefined;
    const title = `SPDX ${version}`;
    const graph = field(value, '@graph');
    // A graph of one element may stand without a list.
    const elements = Array.isArray(graph) ? graph.filter(isObject) : [value];
    return isReadVersion(version)
      ? {
          title,
          read(contents) {
            const strangers = strangersIn(elements);
            if (strangers > 0)
              contents.problem(
                `${count(strangers, 'element')} with a package URL, of a kind that is not known here`,
                true,
                'E_INCOMPLETE',
              );
            tellElsewhere(importsOf(elements), contents);
            return readSpdx(spdx2OfGraph(elements), contents);
          },
          stated: () => statedInSpdx3({ '@graph': elements }),
        }
      : { title };
  },
};

function contextsOf(value: unknown): readonly string[] {
  const found = field(value, '@context');
  return (Array.isArray(found) ? found : [found]).filter((one) => typeof one === 'string');
}
