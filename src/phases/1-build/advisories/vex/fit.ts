/** How a name of a statement stands to the thing at hand. */
export type Fit =
  /** It is about this. `isPinned`: it says which version or which bytes, so that no other one is meant. `byBytes`: by a digest, beside which names say nothing. */
  | { readonly is: 'this'; readonly isPinned: boolean; readonly byBytes?: true }
  /** It is about the same software, and not about this one. */
  | { readonly is: 'near'; readonly why: string }
  | { readonly is: 'other' };

export const other: Fit = { is: 'other' };

export const near = (why: string): Fit => ({ is: 'near', why });

/** What several names of one component come to: one that fits is enough, unless another says that it is a different one of the same. */
export function joinFits(fits: readonly Fit[]): Fit {
  const exact = fits.find((one) => one.is === 'this' && one.byBytes === true);
  if (exact !== undefined) return exact;
  const against = fits.find((one) => one.is === 'near');
  if (against !== undefined) return against;
  const fitting = fits.filter((one) => one.is === 'this');
  return fitting.length === 0 ? other : { is: 'this', isPinned: fitting.some(({ isPinned }) => isPinned) };
}
