/** What the name of a path in the store says of a package. */
export interface StoreName {
  readonly name: string;
  readonly version: string;
  /** Which of the package's outputs it is, where it is not the main one. */
  readonly output?: string;
}

/** A digest in the alphabet of Nix, and the name. */
const storePath = /^[0-9a-df-np-sv-z]{32}-(.{1,211})$/s;

/** Names that Nixpkgs gives to outputs besides the main one. */
const outputs = new Set(
  'bin debug dev devdoc devman dist doc docs info lib libgcc man modules out py sample static terminfo tools xz'.split(
    ' ',
  ),
);

/** Texts and archives, which packages are built from and of. */
const noPackage =
  /\.(?:drv|lock|check|chroot|patch|diff|tar|tgz|tbz2?|txz|gz|bz2|xz|zst|zip|jar|whl|gem|crate|deb|rpm|sh|bash|py|pl|rb|js|nix|json|ya?ml|toml|conf|cfg|ini|service|socket|timer|txt|md|html|pdf|key|pem|crt)$/i;

/**
 * Name and version of a store path, as `builtins.parseDrvName` parts them: the version begins at the first dash that no letter follows. Undefined for what has no
 * version, or is no package.
 */
export function storeName(path: string): StoreName | undefined {
  const [, full = ''] = storePath.exec(path) ?? [];
  if (full === '' || noPackage.test(full)) return undefined;
  const at = full.search(/-[^A-Za-z]/);
  if (at < 1) return undefined;
  const name = full.slice(0, at);
  const rest = full.slice(at + 1);
  const dash = rest.lastIndexOf('-');
  const output = dash < 0 ? '' : rest.slice(dash + 1);
  const isOutput = dash > 0 && outputs.has(output);
  const version = isOutput ? rest.slice(0, dash) : rest;
  return /^[0-9]/.test(version) ? { name, version, ...(isOutput ? { output } : {}) } : undefined;
}
