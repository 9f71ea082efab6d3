/** What one text of a list of ids says. */
export interface ReadIds {
  readonly ids: readonly string[];
  /** Words in parentheses: `not actually applicable`. */
  readonly remark?: string;
  /** Something in it is neither an id nor a remark. */
  readonly odd: boolean;
}

const cve = /^CVE-\d{4}-\d{4,19}/;
/** `XSA-273`, `GHSA-fhpf-pp6p-55qc`, `TALOS-2017-0488`, `DW202402-001`, `VSV00010`: a word in capitals and, further on, a digit. */
const other = /^[A-Z]{2,12}[A-Za-z0-9.-]{0,60}$/;
/** Letters and digits at random, `GHSA-fxwm-cvwq-mqqp`: some have no digit. */
const random = /^[A-Z]{2,8}(?:-[a-z0-9]{4}){3}$/;

/**
 * The ids in a text such as `CVE-2019-17349 CVE-2019-17350 XSA-295`, `CVE-2018-14461 (LDP)`, `CVE-????-????? XSA-312`, `CVE-2019-1234 ()`.
 * Placeholders with question marks name nothing and are passed over; `CVE-2021-35940.patch` is read as its id and told as odd.
 */
export function readIds(text: string): ReadIds {
  const open = text.indexOf('(');
  const remark = open < 0 ? '' : text.slice(open + 1, text.lastIndexOf(')') > open ? text.lastIndexOf(')') : undefined);
  const ids = new Set<string>();
  let odd = false;
  for (const word of (open < 0 ? text : text.slice(0, open)).split(/[\s,;]+/)) {
    if (word === '' || word.includes('?')) continue;
    const id = cve.exec(word)?.[0] ?? ((other.test(word) && /\d/.test(word)) || random.test(word) ? word : undefined);
    if (id === undefined) {
      odd = true;
      continue;
    }
    ids.add(id);
    // Also true of `CVE-46838`, which is an id in no list but all that was published.
    if (id !== word || (word.startsWith('CVE-') && !cve.test(word))) odd = true;
  }
  return { ids: [...ids], odd, ...(remark.trim() === '' ? {} : { remark: remark.trim() }) };
}
