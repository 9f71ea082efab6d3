import {
  type AttackSurface,
  count,
  dayOf,
  group,
  type ImageBase,
  instruction,
  isIncomplete,
  judgedByNobody,
  oneDay,
  type Report,
  shortDigest,
  surfaceSorts,
  type UpkeepState,
} from '../../core/index.ts';

const certaintyText: Readonly<Record<ImageBase['certainty'], string>> = {
  proven: 'proven by layers',
  claimed: 'claimed by a label',
  guessed: 'guessed from the history',
};

/** No image is older (Docker 0.1); reproducible builds write 1970 or the like. */
const firstImages = '2013-01-01';

/** What the image was built from and how it was kept, in a few lines; none for what is no image. */
export function upkeepLines(report: Report): readonly string[] {
  const { base, upkeep, created, coverage } = report;
  return [
    ...(base === undefined ? [] : baseLines(base, created)),
    ...(upkeep === undefined
      ? []
      : [
          ageText(upkeep.created, created),
          carriedText(upkeep, isIncomplete(coverage) || judgedByNobody(coverage) > 0),
        ]),
    ...leftLines(report),
    ...(upkeep?.before === undefined
      ? []
      : [
          `before, ${shortDigest(upkeep.before.digest)} (scanned ${dayOf(upkeep.before.scanned)}): ${carriedText(upkeep.before)}`,
        ]),
  ];
}

function baseLines(
  { names, digest, certainty, layers, created, disputed, findings, newer }: ImageBase,
  now: string,
): string[] {
  const name = names.join(', ') || (digest === undefined ? 'of no known name' : shortDigest(digest));
  const built = created === undefined ? '' : `; ${ageText(created, now)}`;
  const size = layers === undefined ? '' : `, ${count(layers, 'layer')}`;
  const lines = [`base image ${name} (${certaintyText[certainty]}${size}${built})`];
  if (newer !== undefined)
    lines.push(
      `${newer.name} is a later image by now, ${shortDigest(newer.digest)}, built ${dayOf(newer.created)}: build again`,
    );
  if (disputed !== undefined) lines.push(`a label names ${disputed} as its base, which is not what was found`);
  if (findings !== undefined) {
    const all = findings.base + findings.yours + findings.unplaced;
    const rest = findings.unplaced === 0 ? '' : `, ${group(findings.unplaced)} in no layer`;
    if (all > 0)
      lines.push(
        `${group(findings.base)} of ${group(all)} findings in the base image, ${group(findings.yours)} yours${rest}`,
      );
  }
  return lines;
}

function ageText(built: string | undefined, now: string): string {
  if (built === undefined) return 'when it was built is not told';
  const days = Math.floor((Date.parse(now) - Date.parse(built)) / oneDay);
  const isDate = dayOf(built) >= firstImages && days >= 0;
  return isDate
    ? `built ${dayOf(built)}, ${days === 0 ? 'today' : `${count(days, 'day')} ago`}`
    : `its build date, ${dayOf(built)}, tells no age`;
}

function carriedText({ updates, surface }: UpkeepState, isPart = false): string {
  const far = isPart ? ', as far as it was judged' : '';
  const pending =
    updates === undefined ? 'pending updates not judged' : `${count(updates, 'package')} with an update pending${far}`;
  return surface === undefined ? pending : `${pending} · ${surfaceText(surface)}`;
}

function surfaceText({ shells, packageManagers, compilers, interpreters, setuid }: AttackSurface): string {
  return [
    count(shells.length, 'shell'),
    count(packageManagers.length, 'package manager'),
    count(compilers.length, 'compiler'),
    count(interpreters.length, 'interpreter'),
    count(setuid, 'setuid file'),
  ].join(', ');
}

/** Layers that are told by themselves, and letters of an instruction. */
const mostLayers = 6;
const longestStep = 100;

/** What a build has left in the image, by the layer that brought it: whoever wrote that step can leave it out. */
function leftLines({ base, layers, upkeep }: Report): readonly string[] {
  const programs = (upkeep?.surface?.programs ?? []).filter(({ sort }) => sort !== 'interpreter');
  const byLayer = [...Map.groupBy(programs, ({ layer }) => layer)].sort(([a], [b]) => a - b);
  const lines = byLayer.slice(0, mostLayers).map(([index, found]) => {
    const layer = layers.find((one) => one.index === index);
    const step = layer === undefined ? '' : instruction(layer);
    const whose = base?.layers === undefined ? '' : index < base.layers ? ' (base image)' : ' (yours)';
    const named = surfaceSorts.flatMap((sort) => {
      const names = found.filter((one) => one.sort === sort).map(({ name }) => name);
      return names.length === 0 ? [] : [`${names.length === 1 ? sort : `${sort}s`} ${names.join(', ')}`];
    });
    const isBuild = found.some(({ sort }) => sort === 'compiler' || sort === 'build tool');
    const advice = isBuild && !whose.includes('base') ? '; a last stage that takes over only what runs is without' : '';
    return `layer ${index + 1}${whose} left ${named.join('; ')}${step === '' ? '' : `, by ${step.length > longestStep ? `${step.slice(0, longestStep - 1)}…` : step}`}${advice}`;
  });
  const rest = byLayer.length - mostLayers;
  return rest > 0 ? [...lines, `and ${count(rest, 'more layer')} with such programs`] : lines;
}
