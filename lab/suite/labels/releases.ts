/** Which release an image of the labels is, by its name: the word of the image itself, where it lay before us, or the version of its base packages. */
export const releases: readonly (readonly [image: RegExp, release: string])[] = [
  [/\/almalinux:8$/, 'almalinux-8'],
  [/\/alpine:3\.2$/, 'alpine-3.2'],
  [/:(?:gems|golang)-56d52bc$/, 'alpine-3.14'],
  [/:npm-56d52bc$/, 'alpine-3.12'],
  [/:vulnerabilities-alpine-3\.6-/, 'alpine-3.6'],
  [/:vulnerabilities-alpine-3\.12-/, 'alpine-3.12'],
  [/:vulnerabilities-alpine-3\.14-/, 'alpine-3.14'],
  [/:vulnerabilities-alpine-3\.15-/, 'alpine-3.15'],
  [/\/grafana:9\.2\.4$/, 'alpine-3.15'],
  [/\/wolfi-base:/, 'wolfi-20221001'],
  [/\/debian:7$/, 'debian-7'],
  [/\/postgres:13\.2$/, 'debian-10'],
  [/\/ghost:5\.2\.4$/, 'debian-11'],
  [/-debian11$/, 'debian-11'],
  [/rhel-9-/, 'rhel-9'],
  [/oraclelinux-8-/, 'ol-8'],
  [/\/rockylinux:8$/, 'rocky-8'],
  [/:ubuntu-content-/, 'ubuntu-20.04'],
  [/\/ubuntu:(?:13\.04|15\.10|20\.10|21\.04)$/, 'ubuntu'],
];

/** The release of an image: `debian-10`. An image that is not named here has none, and then only its language packages are judged. */
export function releaseOf(name: string): string | undefined {
  const release = releases.find(([image]) => image.test(name))?.[1];
  return release === 'ubuntu' ? `ubuntu-${name.slice(name.lastIndexOf(':') + 1)}` : release;
}
