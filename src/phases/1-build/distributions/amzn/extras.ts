/** The repositories of the extras of Amazon Linux 2, with those that somebody has switched on (`amazon-linux-extras enable`). */
export const extrasFile = 'etc/yum.repos.d/amzn2-extras.repo';

const mostExtras = 100;

/** The extras that a file of repositories (yum.conf(5)) has switched on: `amzn2extra-docker`. Empty where it is none. */
export function readExtras(bytes: Uint8Array): readonly string[] {
  const on = new Set<string>();
  let section = '';
  for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
    const heading = /^\[([^\]]{1,100})\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) section = heading;
    const isExtra =
      /^amzn2extra-[A-Za-z0-9][A-Za-z0-9.+-]{0,59}$/.test(section) && !/-(?:source|debuginfo)$/.test(section);
    if (isExtra && /^enabled\s*=\s*(?:1|yes|true|on)\s*$/i.test(line)) on.add(section);
  }
  return [...on].sort().slice(0, mostExtras);
}
