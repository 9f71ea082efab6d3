import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../host.ts';

/**
 * The files in which docker and podman keep registry credentials, those that the user names first (containers-auth.json(5); Docker, "Configuration
 * files"). A file named by a variable is handed on even when it is missing, so that the error can say so.
 */
export function credentialFiles({ env, home }: Pick<Host, 'env' | 'home'>): readonly string[] {
  const named = [env.REGISTRY_AUTH_FILE, env.DOCKER_CONFIG && path.join(env.DOCKER_CONFIG, 'config.json')];
  const usual = [
    env.XDG_RUNTIME_DIR && path.join(env.XDG_RUNTIME_DIR, 'containers/auth.json'),
    path.join(env.XDG_CONFIG_HOME || path.join(home, '.config'), 'containers/auth.json'),
    path.join(home, '.docker/config.json'),
  ];
  const isGiven = (file: string | undefined): file is string => file !== undefined && file !== '';
  return [...new Set([...named.filter(isGiven), ...usual.filter(isGiven).filter((file) => existsSync(file))])];
}
