import { type Coverage, isIncomplete, isLeftOut } from '../../../core/index.ts';
import { generationContext } from '../generation-context.ts';
import { serialNumber, subjectRef } from '../identity.ts';
import { leftOutText } from '../left-out-text.ts';
import type { Listed } from '../listed.ts';
import { makeComponents, makeDependencies, subjectComponent } from './components.ts';
import { madeBy } from './named-maker.ts';
import type { Property } from './types.ts';

/** What was judged by which data, and what was not looked at: CycloneDX has no place of its own for it. */
function coverageProperties({ coverage }: Listed): readonly Property[] {
  return [
    ...coverage.sources.map((each) => ({
      name: `seaworthy:source:${each.id}`,
      value: `${each.date}, ${each.records} records, ${each.digest}`,
    })),
    ...coverage.problems.map((each) => ({
      name: `seaworthy:problem:${each.code}`,
      value: `${each.where}: ${each.message}`.toWellFormed(),
    })),
    ...coverage.parts.filter(isLeftOut).map(({ why = 'as asked' }) => ({
      name: 'seaworthy:problem:E_INCOMPLETE',
      value: leftOutText(why).toWellFormed(),
    })),
    ...coverage.unjudged.map((each) => ({
      name: `seaworthy:unjudged:${each.type}`,
      value: `${each.packages} packages: ${each.why}`,
    })),
    ...coverage.unidentified.map(({ path, what }) => ({
      name: `seaworthy:unidentified:/${path}`.toWellFormed(),
      value: what.toWellFormed(),
    })),
  ];
}

/** Whether the list is known to lack something: missed, or left out because somebody asked for that. */
const isWanting = (coverage: Coverage): boolean => isIncomplete(coverage) || coverage.parts.some(isLeftOut);

/**
 * Versions of CycloneDX that are written: ECMA-424, first and second edition. What we say is the same in both.
 */
export type CyclonedxVersion = '1.6' | '1.7';

/**
 * An inventory as a CycloneDX bill of materials. `judged` is for one that was held against advisories: what was found, in the words of CycloneDX. One
 * made without judging has no `vulnerabilities`: their absence must not look like "none found".
 */
export function cyclonedxBom(
  listed: Listed,
  judged?: { readonly vulnerabilities: readonly object[]; readonly properties: readonly Property[] },
  version: CyclonedxVersion = '1.6',
): object {
  return {
    $schema: `http://cyclonedx.org/schema/bom-${version}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: version,
    serialNumber: `urn:uuid:${serialNumber(listed, judged === undefined ? 'sbom' : 'scan')}`,
    version: 1,
    metadata: {
      timestamp: listed.created,
      lifecycles: [{ phase: generationContext(listed.subject).phase }],
      tools: { components: [{ type: 'application', name: listed.tool.name, version: listed.tool.version }] },
      ...madeBy(listed.author),
      component: { ...subjectComponent(listed), ...madeBy(listed.producer) },
      properties: [
        ...(listed.author === undefined ? [{ name: 'seaworthy:not-known', value: 'author' }] : []),
        ...coverageProperties(listed),
        ...(judged?.properties ?? []),
      ],
    },
    components: makeComponents(listed),
    dependencies: makeDependencies(listed),
    // What we do not find we cannot list: the list is known to be incomplete, or nothing is known about it.
    // What each needs is told as far as its record says and what it needs is here.
    compositions: [
      { aggregate: isWanting(listed.coverage) ? 'incomplete' : 'unknown', assemblies: [subjectRef(listed)] },
      ...(listed.packages.length === 0
        ? []
        : [{ aggregate: 'unknown', dependencies: listed.packages.map(({ id }) => id) }]),
    ],
    ...(judged === undefined ? {} : { vulnerabilities: judged.vulnerabilities }),
  };
}
