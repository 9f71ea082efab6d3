/**
 * Where rpm keeps its database: from the beginning, in images whose `/var` is not part of them (SUSE, Fedora since 36), in those of `rpm-ostree`, and
 * in others that moved it.
 */
export const rpmFolders: readonly string[] = ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm', 'usr/lib/rpm-db'];
