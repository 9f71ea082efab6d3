import { readFileBytes, readYaml } from '../../foundations/formats/index.ts';
import {
  composeByContent,
  composeByName,
  isComposeDocument,
  maxComposeBytes,
} from '../../phases/1-build/checks/index.ts';

/** Whether a file is called a Compose file, or is one whatever it is called. Never throws: of what cannot be read nobody says so. */
export async function isComposeFile(path: string): Promise<boolean> {
  if (composeByName(path)) return true;
  try {
    const bytes = readFileBytes(path, maxComposeBytes);
    if (bytes === undefined || !composeByContent(bytes)) return false;
    const [document, second] = await readYaml(bytes, path, { version: '1.1', maxBytes: maxComposeBytes });
    return second === undefined && isComposeDocument(document?.value);
  } catch {
    return false;
  }
}
