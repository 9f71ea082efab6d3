import type { Advisory, AdvisoryScope } from '../../../../core/index.ts';
import type { OvalCase } from './cases.ts';

/** What the criteria of one definition say of one package. */
export type PackageRow = Pick<Advisory, 'package' | 'ranges' | 'versions' | 'fixesFor' | 'only' | 'note'>;

interface Collected extends Pick<PackageRow, 'package' | 'ranges' | 'versions'> {
  /** Each as JSON, once. */
  readonly scopes: Set<string>;
  readonly notes: Set<string>;
  /** For whom alone; undefined once a way was seen that is for everybody. */
  audience: string | undefined;
}

/** Conditions that a note tells. */
const mostNotes = 5;

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/** What of a case cannot be looked at in an image. */
function notesOf({ conditions, without, packages }: OvalCase, name: string): readonly string[] {
  const others = packages.filter(({ names }) => !names.includes(name)).map(({ criterion }) => criterion.comment);
  return [...conditions, ...without.map(({ criterion }) => `unless ${criterion.comment}`), ...others];
}

/**
 * The rows of a definition by its cases: one for each package and range of versions, with all that it is limited to. Conditions that nobody can look at in an
 * image limit nothing and stand in the note.
 */
export function packageRows(cases: readonly OvalCase[]): readonly PackageRow[] {
  const found = new Map<string, Collected>();
  for (const one of cases) {
    for (const { names, range, version, architectures } of one.packages) {
      const scope = Object.assign({}, ...one.scopes, architectures === undefined ? {} : { architectures });
      for (const name of names) {
        const key = JSON.stringify([name, range, version]);
        const said = version === undefined ? { ranges: [range], versions: [] } : { ranges: [], versions: [version] };
        const [audience] = one.audiences;
        const row = found.get(key) ?? { package: name, ...said, scopes: new Set(), notes: new Set(), audience };
        found.set(key, row);
        if (audience === undefined) row.audience = undefined;
        row.scopes.add(JSON.stringify(scope));
        for (const note of notesOf(one, name)) if (row.notes.size < mostNotes) row.notes.add(note);
      }
    }
  }
  return [...found.values()].map(({ scopes, notes, audience, ...row }) => {
    const only: readonly AdvisoryScope[] = [...scopes].map((scope) => JSON.parse(scope));
    return {
      ...row,
      ...(audience === undefined ? {} : { fixesFor: { name: audience } }),
      ...(only.some(isEmpty) ? {} : { only }),
      ...(notes.size === 0 ? {} : { note: [...notes].join('; ') }),
    };
  });
}
