/**
 * Oracle builds some packages twice more, for patches of running programs (`2:3.5.1-7.0.1.ksplice1.el9_7`) and for FIPS 140 (`10:3.5.1-7.0.1.el9_7_fips`), with epochs
 * that stand above those of every usual build: compared with one another they say the wrong thing.
 */
const variants: readonly { readonly id: string; readonly mark: RegExp }[] = [
  { id: 'ksplice', mark: /\.ksplice\d/ },
  { id: 'fips', mark: /_fips(?:$|[._])/ },
];

/** The key of a package in this version: its name, and in front of it which kind of build that is where it is not the usual one. */
export function buildKey(name: string, version: string): string {
  const variant = variants.find(({ mark }) => mark.test(version));
  return variant === undefined ? name : `${variant.id}/${name}`;
}
