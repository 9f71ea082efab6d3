import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './house/repository.ts';
import { compilerProjects, readRooms } from './house/rooms.ts';

/* `npm run rooms`: writes every tsconfig.json from rooms.json. A test says when they are out of step. */

const projects = compilerProjects(readRooms());
for (const [file, content] of projects) writeFileSync(path.join(root, file), JSON.stringify(content));
execFileSync('biome', ['format', '--write', 'rooms.json', ...projects.keys()], { cwd: root, stdio: 'inherit' });
