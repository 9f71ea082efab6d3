import { type OtherFinding, type Severity, type Subject, severities } from '../../../core/index.ts';
import type { Match } from './engine.ts';
import { findingOf, fingerprintOf, type Sighting, severityOfPriority } from './finding.ts';

/** A finding, and how often it was seen. */
export interface SeenFinding extends Sighting {
  readonly finding: OtherFinding;
}

/** Of whom findings are asked. */
export interface Asked {
  readonly subject: Subject;
  /** Name of the machine; empty where it is not known. */
  readonly host: string;
  /** Ids of containers, empty for what is in none; every one when absent. */
  readonly containers?: ReadonlySet<string>;
  /** Most findings. */
  readonly most: number;
}

interface Counting {
  /** The first alert: the others say the same. */
  readonly match: Match;
  readonly container: string;
  readonly fingerprint: string;
  count: number;
  first: bigint;
  last: bigint;
}

/**
 * Counts alerts by the fact they tell, so that one that comes a thousand times is one finding. Holds at most `most` of them: when there are more, the least
 * severe give way to what is worse, so that nobody hides something by making noise. All alerts are counted, also those whose finding had no room.
 */
export class FindingTally {
  readonly #most: number;
  readonly #bySeverity = new Map<Severity, Map<string, Counting>>(severities.map((severity) => [severity, new Map()]));
  readonly #alerts = new Map<string, number>();
  #size = 0;

  constructor(most = 10_000) {
    this.#most = most;
  }

  /** An alert of a container; of none when the id is empty. */
  see(match: Match, container: string): void {
    if (this.#alerts.has(container) || this.#alerts.size < this.#most)
      this.#alerts.set(container, (this.#alerts.get(container) ?? 0) + 1);
    const severity = severityOfPriority[match.rule.priority];
    const same = this.#bySeverity.get(severity);
    if (same === undefined) return;
    const { time } = match.alert;
    const fingerprint = fingerprintOf(match);
    const key = `${fingerprint} ${container}`;
    const known = same.get(key);
    if (known !== undefined) {
      known.count += 1;
      if (time < known.first) known.first = time;
      if (time > known.last) known.last = time;
    } else if (this.#makeRoom(severity)) {
      same.set(key, { match, container, fingerprint, count: 1, first: time, last: time });
      this.#size += 1;
    }
  }

  /** How many alerts there were in these containers. */
  alerts(containers: ReadonlySet<string>): number {
    return [...this.#alerts].reduce((sum, [id, alerts]) => (containers.has(id) ? sum + alerts : sum), 0);
  }

  /** Containers in which there were alerts; an empty id stands for what is in none. */
  get containers(): readonly string[] {
    return [...this.#alerts.keys()];
  }

  /** What was found, each once: the most severe first, then what came most often. */
  findings({ subject, host, containers, most }: Asked): readonly SeenFinding[] {
    const found: SeenFinding[] = [];
    for (const severity of severities.toReversed()) {
      const own = [...(this.#bySeverity.get(severity)?.values() ?? [])].filter(
        ({ container }) => containers?.has(container) ?? true,
      );
      const merged = [...Map.groupBy(own, ({ fingerprint }) => fingerprint).values()].map(together);
      merged.sort((a, b) => b.count - a.count || (a.fingerprint < b.fingerprint ? -1 : 1));
      for (const { match, ...seen } of merged.slice(0, most - found.length)) {
        const sighting = { count: seen.count, first: seen.first, last: seen.last };
        found.push({ finding: findingOf(match, subject, host, sighting), ...sighting });
      }
    }
    return found;
  }

  /** Whether there is room for one more of this severity: one that is less severe may have to go. */
  #makeRoom(severity: Severity): boolean {
    if (this.#size < this.#most) return true;
    for (const lesser of severities) {
      if (lesser === severity) return false;
      const others = this.#bySeverity.get(lesser);
      const [key] = others?.keys() ?? [];
      if (others === undefined || key === undefined) continue;
      others.delete(key);
      this.#size -= 1;
      return true;
    }
    return false;
  }
}

/** The same fact in several containers. */
function together(same: readonly Counting[]): Omit<Counting, 'container'> {
  const [one, ...others] = same as readonly [Counting, ...Counting[]];
  const { match, fingerprint } = one;
  let { count, first, last } = one;
  for (const other of others) {
    count += other.count;
    if (other.first < first) first = other.first;
    if (other.last > last) last = other.last;
  }
  return { match, fingerprint, count, first, last };
}
