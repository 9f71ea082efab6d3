import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource } from '../../src/foundations/formats/index.ts';
import { extractors } from '../../src/phases/1-build/ecosystems/index.ts';
import { goProgram } from '../fixtures/index.ts';
import type { Figure } from './figures.ts';
import { makeOnce } from './image-files.ts';
import { median } from './measure.ts';
import { benchFolder } from './program.ts';

/** Functions, and bytes of code of each: some 200 MB together, as in the largest programs that are shipped. */
const [count, functionBytes] = [150_000, 1_152];
const runs = 3;

const nameOf = (at: number): string => `golang.org/x/net/part${at % 800}.(*Type${at % 7_000}).Method${at}`;

function program(): Uint8Array {
  const functions = Array.from({ length: count }, (_, at) => ({
    name: at === 0 ? 'runtime.main' : at === 1 ? 'main.main' : nameOf(at),
    calls: [1, 7, 61, 599, 4_999].map((step) => (at + step) % count).map((to) => (to < 2 ? 'main.main' : nameOf(to))),
    values: [nameOf(2 + ((at * 31) % (count - 2)))],
    ...(at % 4 === 2 ? { inlines: [nameOf(2 + ((at * 17) % (count - 2)))] } : {}),
  }));
  const modules = 'path\ta.org/b\nmod\ta.org/b\tv1.0.0\t\ndep\tgolang.org/x/net\tv0.1.0\th1:y=\nbuild\tGOARCH=amd64\n';
  return goProgram({ functions, modules, functionBytes });
}

/** What it takes to say which code of its modules a large Go program has, and what it comes to. */
export async function goCodeFigures(): Promise<readonly Figure[]> {
  const file = await makeOnce(join(benchFolder, 'go-code', 'program'), (partial) => writeFile(partial, program()));
  const extractor = extractors.find(({ id }) => id === 'go-binary');
  const handle = openSync(file, 'r');
  const source: ByteSource = {
    size: fstatSync(handle).size,
    read: (offset, length, into) => {
      const wanted = Math.max(0, Math.min(length, source.size - offset));
      const bytes = into?.subarray(0, wanted) ?? new Uint8Array(wanted);
      return bytes.subarray(0, readSync(handle, bytes, 0, wanted, offset));
    },
  };
  try {
    const times: number[] = [];
    let kept = 0;
    for (let run = 0; run < runs; run++) {
      const start = process.cpuUsage();
      const told = extractor?.extractFrom?.(file, source);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
      kept = JSON.stringify(told?.packages.map(({ code }) => code)).length;
    }
    return [
      {
        name: 'code of a Go program',
        values: [
          ['MB', `${Math.round(source.size / 1e6)}`],
          ['functions', `${count}`],
          ['processor time', `${Math.round(median(times))} ms (at most 5,000)`],
          ['kept', `${Math.round(kept / 1000)} KB`],
          ['memory', `${Math.round(process.memoryUsage.rss() / 1024 ** 2)} MiB`],
        ],
      },
    ];
  } finally {
    closeSync(handle);
  }
}
