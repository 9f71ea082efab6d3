import { SeaworthyError } from '../../../core/index.ts';
import { compileGlob, type GlobMatcher, nameGlob } from '../../../foundations/formats/index.ts';
import { type LicenceExpression, parseLicenceExpression, spdxLicence } from '../../../foundations/sbom/index.ts';

/** Licences that are wanted and unwanted, as the user names them: `MIT`, `GPL-*`, `GPL-2.0-only WITH Classpath-exception-2.0`. */
export interface LicenceWishes {
  /** Absent or empty: every licence that is not denied. */
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

/** One entry of a list. */
interface Entry {
  readonly text: string;
  readonly fits: GlobMatcher;
}

/** The lists, ready to be asked. */
export interface LicenceLists {
  readonly allow: readonly Entry[];
  readonly deny: readonly Entry[];
}

type Licence = Extract<LicenceExpression, { readonly kind: 'licence' }>;

/**
 * One spelling of a licence: the identifiers without `-only` that SPDX has given up mean that version alone, `+` is `-or-later` where the list has it so.
 */
export function nameOf({ id, orLater }: Pick<Licence, 'id' | 'orLater'>): string {
  const gnu = /^((?:A|L)?GPL|GFDL)-\d+\.\d+$/.test(id);
  if (orLater) return gnu ? `${id}-or-later` : `${id}+`;
  return gnu ? `${id}-only` : id;
}

const withException = (licence: Licence): string | undefined =>
  licence.exception === undefined ? undefined : `${nameOf(licence)} WITH ${licence.exception}`;

/** Reads the lists. Throws `E_USAGE` for an entry that is neither a licence, one with an exception, nor a pattern of identifiers. */
export function readLists({ allow = [], deny = [] }: LicenceWishes): LicenceLists {
  return { allow: allow.map(entryOf), deny: deny.map(entryOf) };
}

function entryOf(text: string): Entry {
  if (/^[\w.+-]*\*[\w.+*-]*$/.test(text))
    return { text, fits: compileGlob(text, nameGlob, (one) => one.toLowerCase()) };
  const said = parseLicenceExpression(spdxLicence(text));
  if (said?.kind !== 'licence')
    throw new SeaworthyError('E_USAGE', `${JSON.stringify(text.slice(0, 100))} is no licence that could be listed`, {
      why: 'an identifier of the SPDX list, one WITH an exception, LicenseRef-NAME or a pattern such as GPL-* is expected',
      next: 'Name several one by one.',
    });
  const name = withException(said) ?? nameOf(said);
  return { text: name, fits: (other) => other === name };
}

/** What the lists say of one licence. */
export type LicenceVerdict = 'allowed' | 'denied' | 'not-allowed' | 'unknown';

/** A verdict, and the licences that decided it. */
export interface Judged {
  readonly verdict: LicenceVerdict;
  readonly by: readonly string[];
}

/** The worse stands before the better; what nobody knows is between what is denied and what is not allowed: it may be either. */
const worst: readonly LicenceVerdict[] = ['denied', 'unknown', 'not-allowed', 'allowed'];

/**
 * What the lists say of an expression: of licences joined by AND all hold, so that the worst counts; of those joined by OR one may be chosen, so that the best
 * does. An exception takes nothing away, so a licence with one is allowed where the licence is; an entry that names both counts before one that names the licence.
 */
export function judgeLicence(said: LicenceExpression, lists: LicenceLists): Judged {
  if (said.kind === 'licence') return judgeOne(said, lists);
  const parts = said.parts.map((part) => judgeLicence(part, lists));
  const order = said.kind === 'and' ? worst : worst.toReversed();
  const verdict = order.find((one) => parts.some((part) => part.verdict === one)) ?? 'unknown';
  return { verdict, by: [...new Set(parts.filter((part) => part.verdict === verdict).flatMap(({ by }) => by))] };
}

function judgeOne(licence: Licence, { allow, deny }: LicenceLists): Judged {
  const [whole, bare] = [withException(licence), nameOf(licence)];
  const isIn = (list: readonly Entry[], name: string | undefined): boolean =>
    name !== undefined && list.some(({ fits }) => fits(name));
  const verdict: LicenceVerdict =
    isIn(deny, whole) || (!isIn(allow, whole) && isIn(deny, bare))
      ? 'denied'
      : isIn(allow, whole) || isIn(allow, bare)
        ? 'allowed'
        : licence.id.startsWith('LicenseRef-')
          ? 'unknown'
          : allow.length === 0
            ? 'allowed'
            : 'not-allowed';
  return { verdict, by: [whole ?? bare] };
}

/** What the lists say of a package under all of these, of which each is an expression or the maker's own words. */
export function judgeLicences(texts: readonly string[], lists: LicenceLists): Judged {
  if (texts.length === 0) return { verdict: 'unknown', by: [] };
  const parts = texts.map((text): Judged => {
    const said = parseLicenceExpression(spdxLicence(text));
    return said === undefined ? { verdict: 'unknown', by: [text] } : judgeLicence(said, lists);
  });
  const verdict = worst.find((one) => parts.some((part) => part.verdict === one)) ?? 'unknown';
  return { verdict, by: [...new Set(parts.filter((part) => part.verdict === verdict).flatMap(({ by }) => by))] };
}

/** Whether the texts say which licences hold: each is an expression without references to licences that are told elsewhere. */
export const areKnown = (texts: readonly string[]): boolean =>
  judgeLicences(texts, { allow: [], deny: [] }).verdict !== 'unknown';
