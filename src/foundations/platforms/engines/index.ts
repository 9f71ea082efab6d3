/** Engines that keep images: where they are asked, and what they hand over. Read only, and their word is no proof. */
export { readChunk, readNamespaces, readSize, readTarget } from './containerd/messages.ts';
export type {
  Engine,
  EngineId,
  EnginePlace,
  EngineWorld,
  HeldImage,
  SavedImage,
  StoredImage,
} from './engine.ts';
export { readInspected } from './engine-http.ts';
export { engines } from './engines.ts';
export { wholeName } from './name.ts';
