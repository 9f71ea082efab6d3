import {
  anywhere,
  data,
  ledger,
  output,
  readingAndFetching,
  selecting,
  ship,
  target,
  vex,
} from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const scan: Command = {
  id: 'scan',
  summary: 'What is in an image, what is wrong with it, why, and what to do',
  details:
    'TARGET is the name of an image (`alpine:3.20`, `registry.example/app@sha256:…`), which is looked for in the engines of this machine that answer (Docker, Podman, containerd) and then in its registry (`--from` says where alone), an OCI layout (folder or tar), a docker archive, an image in a folder (from `skopeo copy … dir:`, or an unpacked `docker save`), a tar archive of a root file system (`docker export`), any other folder (as a root file system where it looks like one, else as a source tree, whose lock files say what is meant to be there), a repository (`git:URL[@REVISION]`, fetched by the git of the system, of which nothing runs), `-` for an archive or a bill of materials on standard input, or a bill of materials, known by what it says of itself: CycloneDX 1.2 to 1.7 in JSON or XML, SPDX 2.2 and 2.3 in JSON, YAML or tag-value form, SPDX 3.0 as JSON-LD, Syft’s JSON, a list of package URLs or CPE names, each also inside an in-toto statement (whose signature is not checked). What it lists is judged, and nothing is recorded. A scheme before it says which: `docker:`, `podman:`, `containerd:`, `registry:`, `oci:`, `docker-archive:`, `dir:`, `git:`, `sbom:`; tags of Docker’s own image, such as `docker:27-dind`, stay images, so that one of an engine is written with its tag (`docker:cli:latest`). Archives may be compressed with gzip or zstd. Only the advisory data that the inventory needs is fetched, and only when it is stale. What could not be looked at is part of the result, and a scan that missed something does not exit with 0. Several targets, each image of an archive (`--all`) and each platform of an image (`--platform all`) get a report each: below one another with a summary at the end, or in files of their own (`-o json={target}.json`); the exit code is that of the worst, and a target that cannot be read stops no other. The result is kept in the ledger, where later phases read it (`--no-record` keeps nothing).',
  examples: [
    { command: 'seaworthy scan alpine:3.20', does: 'an image of an engine here, or in its registry' },
    {
      command: 'seaworthy scan ./image.tar --fail-on high,fixable',
      does: 'exit with 3 when something serious has a fix',
    },
    { command: 'seaworthy scan app:1.4 -o table -o json=report.json', does: 'a table to read, a report to keep' },
    { command: 'seaworthy scan docker:app:1.4', does: 'an image of Docker on this machine, and of nobody else' },
    {
      command: 'ssh HOST docker save app:1.4 | seaworthy scan -',
      does: 'an image of an engine elsewhere, through a pipe',
    },
    {
      command: 'seaworthy scan a:1 b:2 release.tar --all -o table -o json={target}.json',
      does: 'several at once, a file each',
    },
    { command: 'seaworthy scan git:https://github.com/acme/shop@v1.2', does: 'what a repository declares, at a tag' },
    {
      command: 'seaworthy scan app:1.4 --sbom-from attached --key release.pub',
      does: 'by the bill of materials that the holder of this key has attested',
    },
    {
      command: 'seaworthy scan app:1.4 --vex app.openvex.json',
      does: 'what its makers say does not affect it is set aside, and told',
    },
    { command: 'seaworthy scan --offline dir:/mnt/rootfs', does: 'a root file system, without the network' },
  ],
  arguments: [{ name: 'TARGET', help: 'The image, archive or folder', completes: 'file', repeated: true }],
  takesSeveral: true,
  flags: [
    output.output,
    target.all,
    output.failOn,
    output.baseline,
    output.severity,
    output.onlyFixed,
    output.allowPartial,
    output.exceptions,
    output.licenceAllow,
    output.licenceDeny,
    output.secrets,
    data.refresh,
    data.databaseWarningAge,
    ledger.ledger,
    ledger.record,
    ...vex.statements,
    ...new Set([...ship.attestedBy, ...anywhere, ...selecting, ...readingAndFetching]),
  ],
  reports: ['findings', 'vulnerabilities', 'packages'],
  errors: [
    'E_TARGET_NOT_FOUND',
    'E_TARGET_UNKNOWN',
    'E_DIGEST_MISMATCH',
    'E_AUTH',
    'E_NETWORK',
    'E_OFFLINE',
    'E_NOT_TRUSTED',
  ],
  run: async (context) => (await import('./run.ts')).run(context),
};
