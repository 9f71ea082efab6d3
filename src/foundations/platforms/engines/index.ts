/** Engines that keep images: where they are asked, and what they hand over. Read only, and their word is no proof. */
export type {
  Engine,
  EngineId,
  EnginePlace,
  EngineWorld,
  HeldImage,
  SavedImage,
  StoredImage,
} from './engine.ts';
export { engines } from './engines.ts';
export { wholeName } from './name.ts';
