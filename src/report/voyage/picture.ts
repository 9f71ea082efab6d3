import {
  dayOf,
  type Outcome,
  oneHour,
  type Phase,
  phases,
  type Voyage,
  type VoyageEvent,
  voyageEvents,
} from '../../core/index.ts';
import { html, type Markup, raw } from '../html/markup.ts';
import { eventId } from './event-id.ts';
import { outcomeWord, phaseTitle } from './words.ts';

/** Most events that the picture shows; of more the newest. */
export const mostMarks = 40;

/** A picture lies (time to the right, for wide pages) or stands (time downwards, for narrow ones). */
type Way = 'lying' | 'standing';

interface Spot {
  readonly event: VoyageEvent;
  readonly phase: Phase;
  /** Along the time, and across the phases. */
  readonly along: number;
  readonly across: number;
}

interface Size {
  /** Length of the time line, room before it, between phases, before the first phase. */
  readonly length: number;
  readonly start: number;
  readonly lane: number;
  readonly top: number;
}

const sizes: Readonly<Record<Way, (marks: number) => Size>> = {
  lying: () => ({ length: 890, start: 124, lane: 54, top: 30 }),
  standing: (marks) => ({ length: Math.max(160, marks * 46), start: 62, lane: 58, top: 92 }),
};

/** The course through the five phases: every event a mark whose shape tells the outcome, joined in the order in which they happened. */
export function voyagePicture(voyage: Voyage): Markup {
  return html`${(['lying', 'standing'] as const).map((way) => draw(voyage, way))}`;
}

function draw(voyage: Voyage, way: Way): Markup {
  const placed = voyageEvents(voyage).filter(({ phase }) => phase !== undefined);
  const events = placed.slice(-mostMarks);
  const size = sizes[way](events.length);
  const spots = lay(events, size);
  const at = (along: number, across: number): readonly [number, number] =>
    way === 'lying' ? [along, across] : [across, along];
  const end = size.start + size.length;
  const far = size.top + size.lane * (phases.length - 1);
  const [width, height] = way === 'lying' ? [end + 26, far + 56] : [far + 34, end + 30];
  return html`<svg class="course ${way}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Time line of ${events.length} events along the five phases">
${phases.map((phase, index) => lane(phase, size, index, way))}
${ticks(spots, size, way)}
${raw(`<path class="wake" d="${course(spots, at)}"/>`)}
${spots.map((spot) => mark(spot, at(spot.along, spot.across)))}
</svg>`;
}

/** Events at the same time stand close, a long wait is a longer step, but not so long that the rest is crowded. */
function lay(events: readonly VoyageEvent[], { length, start, lane, top }: Size): readonly Spot[] {
  const steps = events.map(({ time }, index) => {
    const before = events[index - 1];
    if (before === undefined) return 0;
    const hours = Math.max(0, Date.parse(time) - Date.parse(before.time)) / oneHour;
    return Number.isFinite(hours) ? 1 + Math.log10(1 + hours) : 1;
  });
  const total = steps.reduce((sum, step) => sum + step, 0);
  const room = length - 24;
  let sum = 0;
  return events.flatMap((event, index) => {
    sum += steps[index] ?? 0;
    const { phase } = event;
    if (phase === undefined) return [];
    const along = start + 12 + (total === 0 ? room / 2 : (sum / total) * room);
    return [{ event, phase, along, across: top + lane * phases.indexOf(phase) }];
  });
}

function lane(phase: Phase, { start, length, lane: step, top }: Size, index: number, way: Way): Markup {
  const across = top + step * index;
  return way === 'lying'
    ? html`<line class="lane" x1="${start}" y1="${across}" x2="${start + length}" y2="${across}"/><text class="phase" x="4" y="${across + 5}">${phaseTitle[phase]}</text>`
    : html`<line class="lane" x1="${across}" y1="${start - 20}" x2="${across}" y2="${start + length}"/><text class="phase mid" x="${across}" y="${start - 36}">${phaseTitle[phase]}</text>`;
}

/** The date below the first event of each day, where there is room. */
function ticks(spots: readonly Spot[], size: Size, way: Way): readonly Markup[] {
  const bottom = size.top + size.lane * (phases.length - 1) + 36;
  const apart = way === 'lying' ? 92 : 20;
  let day = '';
  let free = Number.NEGATIVE_INFINITY;
  return spots.flatMap(({ event, along }) => {
    const own = dayOf(event.time);
    if (own === day || along < free) return [];
    day = own;
    free = along + apart;
    if (way === 'lying') {
      const x = Math.min(along, size.start + size.length - 30).toFixed(1);
      return [
        html`<line class="tick" x1="${along.toFixed(1)}" y1="${size.top - 14}" x2="${along.toFixed(1)}" y2="${bottom - 18}"/><text class="date mid" x="${x}" y="${bottom}">${own}</text>`,
      ];
    }
    return [html`<text class="date" x="2" y="${(along + 4).toFixed(1)}">${own.slice(2)}</text>`];
  });
}

/** One smooth line: each piece leaves and arrives along the time. */
function course(spots: readonly Spot[], at: (along: number, across: number) => readonly [number, number]): string {
  const point = (along: number, across: number): string =>
    at(along, across)
      .map((one) => one.toFixed(1))
      .join(' ');
  return spots
    .map(({ along, across }, index) => {
      const before = spots[index - 1];
      if (before === undefined) return `M ${point(along, across)}`;
      const half = (along - before.along) / 2;
      return `C ${point(before.along + half, before.across)} ${point(along - half, across)} ${point(along, across)}`;
    })
    .join(' ');
}

/** Disc with a tick, diamond with a cross, ring with a question mark, small ring. */
const shapes: Readonly<Record<Outcome, string>> = {
  good: '<circle r="9"/><path class="sign" d="M -4 0.500 L -1 3.500 L 4.500 -3"/>',
  bad: '<path d="M 0 -12 L 12 0 L 0 12 L -12 0 Z"/><path class="sign" d="M -3.500 -3.500 L 3.500 3.500 M 3.500 -3.500 L -3.500 3.500"/>',
  unknown: '<circle r="9"/><text class="sign mid" y="4.500">?</text>',
  info: '<circle r="6"/>',
};

function mark({ event, phase }: Spot, [x, y]: readonly [number, number]): Markup {
  const { outcome, title, time } = event;
  return html`<a href="#${eventId(event)}"><g class="spot ${outcome}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"><title>${time.slice(0, 16).replace('T', ' ')}, ${phaseTitle[phase]}, ${outcomeWord[outcome]}: ${title}</title>${raw(shapes[outcome])}</g></a>`;
}
