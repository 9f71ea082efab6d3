/** What a code means, how a command that ends with it exits, and what a person can do. */
export interface ErrorEntry {
  readonly exit: number;
  readonly means: string;
  readonly next: string;
}

const entry = (exit: number, means: string, next: string): ErrorEntry => ({ exit, means, next });

/** Every error code there is. `docs/errors.md` and `seaworthy explain E_...` are made from it. */
export const errorCatalogue = {
  E_USAGE: entry(2, 'The command line or the configuration is not understood.', 'See `seaworthy help COMMAND`.'),
  E_TARGET_NOT_FOUND: entry(1, 'The target does not exist.', 'Check the path or the reference.'),
  E_TARGET_UNKNOWN: entry(
    1,
    'The target exists but is no image, archive or root file system that we can read.',
    'Give an image reference, an OCI layout, a docker archive or a directory; a scheme prefix such as `oci:` forces one.',
  ),
  E_WRONG_KIND: entry(
    2,
    'What was named is there, and is not of the kind that this command judges.',
    'Name one that is; the help of the command says which kinds it judges.',
  ),
  E_REFERENCE: entry(
    2,
    'The image reference is not well formed.',
    'Write it as registry/repository:tag or registry/repository@sha256:…',
  ),
  E_PLATFORM: entry(
    1,
    'The image has no variant for the platform asked for.',
    'Choose one of those listed with `--platform`.',
  ),
  E_DIGEST: entry(
    1,
    'A digest is not well formed or of a kind we do not know.',
    'Use sha256 or sha512 in lower-case hexadecimal.',
  ),
  E_DIGEST_MISMATCH: entry(
    1,
    'Bytes do not have the digest under which they were asked for: damaged on the way, or not what they claim to be.',
    'Fetch the image again; if it stays so, do not use it.',
  ),
  E_TRUNCATED: entry(1, 'A file ends before it should.', 'Copy or fetch it again.'),
  E_FORMAT: entry(1, 'A file is not in the format that its place or name promises.', 'Check which tool wrote it.'),
  E_LIMIT: entry(
    5,
    'A bound on size, depth, count or time was crossed, so the result is incomplete.',
    'Raise the limit if you trust the input.',
  ),
  E_INCOMPLETE: entry(
    5,
    'Something could not be looked at, so silence about it means nothing.',
    'Read the coverage part of the report; `--allow-partial` accepts it.',
  ),
  E_STALE: entry(
    5,
    'Data that the result rests on is older than it should be: what was published since is not known here.',
    'Run `seaworthy db update`, or check the mirror.',
  ),
  E_END_OF_LIFE: entry(
    5,
    'The maker of the distribution no longer looks for flaws in this release, so its advisories are not complete.',
    'Move to a release that is looked after.',
  ),
  E_FIXES_ONLY: entry(
    5,
    'The data that packages were judged by names what was fixed: of flaws without a fix it says nothing, so nothing is known of those.',
    'Nothing is wrong here; look at the maker’s own pages for flaws that are open. Other data of the same maker may say more.',
  ),
  E_READ: entry(1, 'A file cannot be read.', 'Check its permissions.'),
  E_WRITE: entry(1, 'A file cannot be written.', 'Check its folder, its permissions and the space left.'),
  E_AUTH: entry(
    6,
    'A registry or server wants other credentials.',
    'Log in with `docker login` or `podman login`, or check the credential helper.',
  ),
  E_NETWORK: entry(
    1,
    'A server cannot be reached or answers wrongly.',
    'Check the address, the proxy and the CA file.',
  ),
  E_NOT_FOUND: entry(1, 'The server does not have what was asked for.', 'Check the name.'),
  E_OFFLINE: entry(
    1,
    'Something on the network was needed under `--offline`.',
    'Run once without `--offline`, or fill the database with `seaworthy db update`.',
  ),
  E_FEED: entry(
    1,
    'An advisory feed was refused as malformed or oversized; the data before it stays in force.',
    'Try again later, or set the address of a mirror.',
  ),
  E_DATABASE: entry(
    1,
    'The local advisory database cannot be read.',
    'Remove the partition that is named and run `seaworthy db update`.',
  ),
  E_KEY: entry(
    1,
    'A signing key cannot be used: the password is wrong, or the key is damaged or of a kind that is not supported.',
    'Check the file and its password; `seaworthy keys generate` makes a new pair.',
  ),
  E_NOT_TRUSTED: entry(
    4,
    'What was to be relied on is not signed by the one who is trusted.',
    'See what hangs on the image with `seaworthy tree IMAGE`, and check the key or the identity.',
  ),
  E_LEDGER: entry(
    1,
    'The ledger cannot be read or written: damaged, full, or held by another program.',
    'Look with `seaworthy ledger verify`; if it is damaged, move the file away and take over the last export with `seaworthy ledger import FILE`.',
  ),
  E_LEDGER_CHAIN: entry(
    4,
    'The ledger is not what was written to it: a record was altered, removed or put in another order.',
    'See what with `seaworthy ledger verify`; trust nothing in it, move it away and take over an export that still verifies.',
  ),
  E_SENSOR: entry(
    1,
    'The sensor cannot watch this machine: a right, a part of the kernel, or the program itself is missing.',
    'Build it with `npm run sensor` and run as root; sensor/README.md lists what it needs.',
  ),
  E_NO_FINDING: entry(
    1,
    'There is no such finding in the report.',
    'List the ids with `seaworthy scan TARGET -o name`.',
  ),
  E_TIMEOUT: entry(1, 'It took longer than allowed.', 'Raise `--timeout`.'),
  E_INTERRUPTED: entry(130, 'Stopped by the user.', 'Run it again.'),
  E_INTERNAL: entry(1, 'A defect of Seaworthy.', 'Please report it with the output of the same command and `--debug`.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
