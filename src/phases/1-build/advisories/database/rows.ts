import type { Advisory, Exploitation } from '../../../../core/index.ts';

/** A record with the text that it shares. */
export interface AdvisoryRow {
  readonly body: string;
  readonly text: string;
}

export interface ExploitationRow {
  readonly probability: number | null;
  readonly percentile: number | null;
  readonly known: string | null;
}

/** What a row says. That it is an advisory was looked at when the file was written, or taken over. */
export function advisoryOf({ body, text }: AdvisoryRow): Advisory {
  return { ...(JSON.parse(body) as Advisory), ...(JSON.parse(text) as Partial<Advisory>) };
}

export function exploitationOf(row: ExploitationRow): Exploitation {
  const { probability, percentile, known } = row;
  return {
    ...(known === null ? {} : { known: JSON.parse(known) as NonNullable<Exploitation['known']> }),
    ...(probability === null || percentile === null ? {} : { epss: { probability, percentile } }),
  };
}
