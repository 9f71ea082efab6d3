import type { Advisory, FixAudience } from '../../../../core/index.ts';

/** Whose fixes come from the channels of Ubuntu Pro (esm-infra, esm-apps), by the mark that their versions bear (ubuntu.com/security/esm). */
export const ubuntuPro: FixAudience = { name: 'Ubuntu Pro (ESM)', mark: 'esm' };

/** Whether a version comes from there. */
export const isProVersion = (version: string): boolean => /[+~]esm\d/.test(version);

type Row = Pick<Advisory, 'status' | 'ranges' | 'note' | 'fixesFor'>;
/** A state of a package in one channel. */
export interface ChannelState extends Pick<Advisory, 'status' | 'note'> {
  readonly channel?: string;
  readonly fixed?: string;
}

const isPro = ({ channel, fixed }: ChannelState): boolean =>
  channel?.startsWith('esm-') === true || (fixed !== undefined && isProVersion(fixed));

/** What a package's states come to for whoever has no subscription; one who has is known by the version that is installed. */
export interface ProState {
  and(other: ProState): ProState;
  row(): Row;
  readonly base: ChannelState | undefined;
  readonly pro: ChannelState | undefined;
}

function made(base: ChannelState | undefined, pro: ChannelState | undefined): ProState {
  return {
    base,
    pro,
    and: (other) => made(base ?? other.base, pro ?? other.pro),
    row: () => rowOf(base, pro),
  };
}

/** One state, to be put together with those of other channels. */
export const proState = (state: ChannelState): ProState =>
  isPro(state) ? made(undefined, state) : made(state, undefined);

function rowOf(base: ChannelState | undefined, pro: ChannelState | undefined): Row {
  const state = base ?? pro;
  const { status = 'affected', note, fixed } = state ?? {};
  const told = note === undefined ? {} : { note };
  if (status === 'unaffected') return { status, ranges: [], ...told };
  if (base !== undefined && fixed !== undefined) return { status, ranges: [{ fixed }], ...told };
  if (pro?.fixed === undefined) return { status, ranges: [{}], ...told };
  const only = `fixed in ${pro.fixed}, for users of ${ubuntuPro.name} alone`;
  return {
    // Who has decided nothing for the release has decided that there is a flaw.
    status: status === 'undetermined' ? 'affected' : status,
    ranges: [{ fixed: pro.fixed }],
    note: note === undefined ? only : `${note}; ${only}`,
    fixesFor: ubuntuPro,
  };
}
