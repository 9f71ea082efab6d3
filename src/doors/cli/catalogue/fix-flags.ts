import type { ValueFlag } from './flag.ts';
import { text } from './value-types.ts';

export const dockerfile: ValueFlag<string> = {
  form: 'value',
  name: 'dockerfile',
  category: 'change',
  common: true,
  type: text('FILE', 'file'),
  help: 'The Dockerfile that the image is built from',
  details:
    'Versions that its `RUN`s pin (`apk add NAME=VERSION`, `apt-get install NAME=VERSION`, written out or in an `ARG` or `ENV`) are raised to those that clear the findings of the image, in the last stage and in those that it builds on. What is asked for without a version is told: a build without a cache takes what the repository has. A repository may keep the newest version alone: where a build does not find one that clears, the newest does.',
  defaultMeans: 'none: what is to be done is told in words',
};

export const base: ValueFlag<string> = {
  form: 'value',
  name: 'base',
  category: 'change',
  common: true,
  type: text('IMAGE'),
  help: 'Another base, or the newest state of the same, to build upon',
  details:
    'As it is to stand behind `FROM`: `alpine:3.20`, or with a digest. It is looked at for the platform of the image and judged by the same data; which findings of the base of today it does not have, and which it brings, is told, and with `--dockerfile` the `FROM` is rewritten (or the `ARG` that says it). A file that names its images by digest gets the digest that the place it was taken from tells; that of an index, where there is one, so that every platform finds its own. Where the base of today ends must be known: by a label, by layers of images that were scanned or listed (`--base-images`), or by a guess that is told. A base of another release is not written where packages are pinned, since its repositories do not have these.',
  defaultMeans: 'the base stays',
};
