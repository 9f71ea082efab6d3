/** Upper bounds of the latency histogram, in seconds: most answers take milliseconds, and none more than the API server waits. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

/** What others count. */
export interface Counts {
  /** Facts that were there already, that had to be found out, and that are kept. */
  readonly cache: { readonly hits: number; readonly misses: number; readonly entries: number };
  /** Decisions written into the ledger, waiting for that, and given up. */
  readonly records: { readonly kept: number; readonly waiting: number; readonly dropped: number };
  /** Bytes of requests in memory. */
  readonly bodyBytes: number;
  readonly connections: number;
}

/** What a server counts, in the text format of Prometheus (exposition format 0.0.4). */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #buckets = bounds.map(() => 0);
  #count = 0;
  #sum = 0;
  #troubles = 0;
  inFlight = 0;

  /** One request that was answered, by what came of it, and how long it took in seconds. */
  answered(outcome: string, seconds: number): void {
    this.#requests.set(outcome, (this.#requests.get(outcome) ?? 0) + 1);
    this.#count++;
    this.#sum += seconds;
    for (const [index, bound] of bounds.entries()) {
      if (seconds <= bound) this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
    }
  }

  troubled(): void {
    this.#troubles++;
  }

  text(counts: Counts): string {
    const head = (name: string, type: string, help: string): string =>
      `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
    const one = (name: string, type: string, help: string, value: number): string =>
      `${head(name, type, help)}${name} ${value}\n`;
    const requests = 'seaworthy_admission_requests_total';
    const duration = 'seaworthy_admission_duration_seconds';
    return [
      head(requests, 'counter', 'Requests answered, by what came of them.'),
      ...[...this.#requests].toSorted().map(([outcome, count]) => `${requests}{outcome="${outcome}"} ${count}\n`),
      head(duration, 'histogram', 'From the request being there to the answer being handed over.'),
      ...bounds.map((bound, index) => `${duration}_bucket{le="${bound}"} ${this.#buckets[index]}\n`),
      `${duration}_bucket{le="+Inf"} ${this.#count}\n${duration}_sum ${this.#sum}\n${duration}_count ${this.#count}\n`,
      one('seaworthy_admission_in_flight', 'gauge', 'Requests that are being answered.', this.inFlight),
      one('seaworthy_admission_troubles_total', 'counter', 'Requests that could not be decided.', this.#troubles),
      one(
        'seaworthy_fact_cache_hits_total',
        'counter',
        'Facts that were found out lately and used again.',
        counts.cache.hits,
      ),
      one('seaworthy_fact_cache_misses_total', 'counter', 'Facts that had to be found out.', counts.cache.misses),
      one('seaworthy_fact_cache_entries', 'gauge', 'Facts that are kept.', counts.cache.entries),
      one('seaworthy_decisions_recorded_total', 'counter', 'Decisions written into the ledger.', counts.records.kept),
      one('seaworthy_decisions_waiting', 'gauge', 'Decisions that are still to be written.', counts.records.waiting),
      one(
        'seaworthy_decisions_dropped_total',
        'counter',
        'Decisions that could not be written into the ledger and are lost.',
        counts.records.dropped,
      ),
      one('seaworthy_admission_body_bytes', 'gauge', 'Bytes of requests in memory.', counts.bodyBytes),
      one('seaworthy_admission_connections', 'gauge', 'Connections that speak TLS.', counts.connections),
    ].join('');
  }
}
