/** What is written into an image's sources and should not be: one folder a kind of file. */

export * from './dockerfile/index.ts';
