const local = /^(?:app|data|home|mnt|media|opt|root|run|srv|tmp|usr\/local|workspace)\//;

/**
 * Whether a place is the administrator's: no package of a distribution puts files there (Debian Policy 9.1.1 and 9.1.2, FHS 3.0 on /opt, /srv, /home and
 * /usr/local; Alpine's recipes are refused for the same). Any list of files can claim one, so that it is not believed there.
 */
export const isLocalPlace = (path: string): boolean => local.test(path);
