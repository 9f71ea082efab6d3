import { hash } from 'node:crypto';
import type { Distribution } from '../../../../core/index.ts';
import type { Feed, PartitionId } from '../feed.ts';
import type { Partition } from '../partition.ts';
import { endOfLifeProblem } from './distribution.ts';
import { sourceProblems } from './sources.ts';

/*
 * Judging is a pure function of an inventory, of what partitions answer, and of the time. So a verdict stands where all that was asked is answered the same
 * again, and nothing that depends on the time has come out otherwise: nobody need know which record concerns which package.
 */

/** What one judging asked of a partition, and what it was answered. */
export interface PartitionBasis {
  readonly partition: PartitionId;
  /** What was asked, each once, sorted: a way of asking and what was asked for. */
  readonly asked: readonly string[];
  /** A digest of the answers; empty where the partition was not there. */
  readonly answers: string;
  /** What the result says of the partition itself, but for its dates. */
  readonly told: string;
}

/** A way to a partition. */
export type PartitionAt = (id: PartitionId) => Partition | undefined;

type Ask = 'advisories' | 'exploitation' | 'search';

/** Answers of partitions, each digested once however many ask: a digest of few characters a question, none for no answer. */
export class AnswerDigests {
  readonly #digests = new WeakMap<Partition, Map<string, string>>();

  of(partition: Partition, asked: readonly string[]): string {
    const known = this.#digests.get(partition) ?? new Map<string, string>();
    this.#digests.set(partition, known);
    let text = '';
    for (const question of asked) {
      let digest = known.get(question);
      if (digest === undefined) {
        digest = digestOf(answerOf(partition, question));
        known.set(question, digest);
      }
      text += `${digest}\n`;
    }
    return hash('sha256', text);
  }
}

function answerOf(partition: Partition, question: string): unknown {
  const at = question.indexOf(' ');
  const [ask, key] = [question.slice(0, at) as Ask, question.slice(at + 1)];
  return partition[ask](key);
}

/** Of no rows, and of nothing known, it is empty. */
function digestOf(answer: unknown): string {
  if (answer === undefined || (Array.isArray(answer) && answer.length === 0)) return '';
  return hash('sha256', JSON.stringify(answer));
}

const toldOf = ({ manifest }: Partition, feeds: readonly Feed[], now: Date): string =>
  JSON.stringify([manifest.title, manifest.origin, manifest.records === 0, sourceProblems(manifest, feeds, now)]);

/** Notes what a judging asks of partitions. */
export class Questions {
  readonly #asked = new Map<PartitionId, Set<string>>();
  #isWhole = true;

  /** The same partitions, with a note of each question. What was asked before is forgotten: this judging counts. */
  over(partition: PartitionAt): PartitionAt {
    this.#asked.clear();
    this.#isWhole = true;
    return (id) => {
      const asked = this.#asked.get(id) ?? new Set();
      this.#asked.set(id, asked);
      const found = this.#watched(() => partition(id));
      if (found === undefined) return undefined;
      const noting =
        <Answer>(ask: Ask, answer: (key: string) => Answer) =>
        (key: string): Answer => {
          asked.add(`${ask} ${key}`);
          return this.#watched(() => answer(key));
        };
      return {
        ...found,
        advisories: noting('advisories', found.advisories),
        exploitation: noting('exploitation', found.exploitation),
        search: noting('search', found.search),
      };
    };
  }

  /** What this judging rests on; undefined where something could not be read: the next one may be luckier. */
  basis(
    partition: PartitionAt,
    digests: AnswerDigests,
    feeds: readonly Feed[],
    now: Date,
  ): readonly PartitionBasis[] | undefined {
    if (!this.#isWhole) return undefined;
    return [...this.#asked].map(([id, questions]): PartitionBasis => {
      const asked = [...questions].sort();
      const found = partition(id);
      if (found === undefined) return { partition: id, asked, answers: '', told: '' };
      return { partition: id, asked, answers: digests.of(found, asked), told: toldOf(found, feeds, now) };
    });
  }

  #watched<Answer>(ask: () => Answer): Answer {
    try {
      return ask();
    } catch (error) {
      this.#isWhole = false;
      throw error;
    }
  }
}

/** Whether all that a judging asked would be answered the same by the partitions of today. Throws what they throw. */
export function isAnsweredTheSame(
  basis: readonly PartitionBasis[],
  partition: PartitionAt,
  digests: AnswerDigests,
  feeds: readonly Feed[],
  now: Date,
): boolean {
  return basis.every(({ partition: id, asked, answers, told }) => {
    const found = partition(id);
    if (found === undefined) return answers === '';
    return told === toldOf(found, feeds, now) && answers === digests.of(found, asked);
  });
}

/** Whether the distribution is as far past its end of life at the one time as at the other. */
export function isAsOld(distribution: Distribution | undefined, then: Date, now: Date): boolean {
  const told = (at: Date): string => JSON.stringify(endOfLifeProblem(distribution, at) ?? null);
  return told(then) === told(now);
}
