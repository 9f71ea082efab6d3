import path from 'node:path';
import { defined, SeaworthyError } from '../../../core/index.ts';
import type { GateInput } from '../../../flows/index.ts';
import { gate, ship } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { inputFile } from '../input/input-file.ts';
import { readBounded } from '../read-bounded.ts';
import { maxKeyBytes, refuseKeyElsewhere } from '../ship/key-file.ts';

const maxGateBytes = 1024 * 1024;
const maxRootBytes = 4 * 1024 * 1024;

/** The gate that the flags name, with the files that it names: those lie beside it. Throws `E_USAGE` when none is named, and those of reading. */
export function gateInput(context: Context): GateInput {
  const { host, values } = context;
  const file = values.value(gate.gate);
  if (file === undefined)
    throw new SeaworthyError('E_USAGE', 'what may run is not said', { next: 'Name the gate with `--gate FILE`.' });
  const root = values.value(ship.trustedRoot);
  const cluster = values.value(gate.cluster);
  const folder = path.dirname(path.resolve(host.workingFolder, file));
  return {
    bytes: Buffer.from(inputFile(file, maxGateBytes, context).text),
    where: file,
    readKeyFile: async (name) => {
      refuseKeyElsewhere(name);
      const text = readBounded(path.resolve(folder, name), maxKeyBytes);
      if (text !== undefined) return text;
      throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such key file', { where: name });
    },
    layouts: new Map(
      [...values.map(gate.layout)].map(([name, layout]) => [name, path.resolve(host.workingFolder, layout)]),
    ),
    ...defined({ cluster }),
    ...(root === undefined ? {} : { trustedRoot: inputFile(root, maxRootBytes, context) }),
  };
}
