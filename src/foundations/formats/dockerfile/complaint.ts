import type { Instruction } from './dockerfile.ts';

/** Flags of the Dockerfile reference, those of its labs channel too. What has no flags is not listed: there they are arguments. */
const flags: Readonly<Record<string, ReadonlySet<string>>> = {
  ADD: new Set(['checksum', 'chmod', 'chown', 'exclude', 'keep-git-dir', 'link', 'unpack']),
  COPY: new Set(['chmod', 'chown', 'exclude', 'from', 'link', 'parents']),
  FROM: new Set(['platform']),
  HEALTHCHECK: new Set(['interval', 'retries', 'start-interval', 'start-period', 'timeout']),
  RUN: new Set(['device', 'mount', 'network', 'security']),
};

/** Instructions that a builder refuses without an argument; `ADD` and `COPY` want a source and a destination. `FROM` is told where stages are made. */
const least: Readonly<Record<string, number>> = {
  ADD: 2,
  ARG: 1,
  COPY: 2,
  ENV: 1,
  EXPOSE: 1,
  HEALTHCHECK: 1,
  LABEL: 1,
  MAINTAINER: 1,
  ONBUILD: 1,
  STOPSIGNAL: 1,
  USER: 1,
  VOLUME: 1,
  WORKDIR: 1,
};

/** Why a builder would refuse the instruction as it stands; nothing when its form is right. Values are never repeated: one may be a secret. */
export function complaintAbout(
  instruction: Pick<Instruction, 'keyword' | 'flags' | 'list' | 'words'>,
): string | undefined {
  const { keyword, list, words } = instruction;
  const known = flags[keyword];
  const strange = known && instruction.flags.find(({ name }) => !known.has(name));
  if (strange !== undefined) {
    const name = /^[a-z-]{1,40}$/.test(strange.name) ? ` --${strange.name}` : '';
    return `${keyword} has no such flag${name}`;
  }
  const wanted = least[keyword] ?? 0;
  if ((list ?? words).length >= wanted) return undefined;
  return wanted === 1 ? `${keyword} wants an argument` : `${keyword} wants a source and a destination`;
}
