/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of control groups by their numbers: those that are there at the start are walked through, each new one is told by the kernel before any process
 * can be in it. So the name is that of the number itself, and not of where a process has gone meanwhile.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "loader.h"

#define PLACES 65536u /* a power of two */
#define MAX_DEPTH 32
#define MAX_GROUPS 50000u

static struct group {
	__u64 id;
	char *path;
	bool told;
} groups[PLACES];
static unsigned count;

static struct group *place_of(__u64 id)
{
	unsigned place = (unsigned)(id * 0x9e3779b97f4a7c15ull >> 48) & (PLACES - 1);

	while (groups[place].id && groups[place].id != id)
		place = (place + 1) & (PLACES - 1);
	return &groups[place];
}

/* When there are too many all are forgotten: what is needed again is told again, without a name where the kernel no longer says it. */
static void make_room(void)
{
	for (unsigned i = 0; i < PLACES; i++)
		free(groups[i].path);
	memset(groups, 0, sizeof(groups));
	count = 0;
}

void learn_cgroup(__u64 id, const char *path, size_t length)
{
	struct group *group = place_of(id);

	if (!id)
		return;
	if (!group->id) {
		if (count >= MAX_GROUPS) {
			make_room();
			group = place_of(id);
		}
		count++;
	}
	free(group->path);
	*group = (struct group){ .id = id, .path = strndup(path, length) };
}

static void walk(int directory, char *path, size_t length, int depth)
{
	struct stat facts;
	DIR *listing;

	if (!fstat(directory, &facts))
		learn_cgroup(facts.st_ino, length ? path : "/", length ? length : 1);
	listing = depth < MAX_DEPTH ? fdopendir(directory) : NULL;
	if (!listing) {
		close(directory);
		return;
	}
	for (struct dirent *entry; (entry = readdir(listing));) {
		size_t name = strlen(entry->d_name);
		if (entry->d_type != DT_DIR || entry->d_name[0] == '.' || length + name + 2 > PATH_BYTES)
			continue;
		int inner = openat(dirfd(listing), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (inner < 0)
			continue;
		path[length] = '/';
		memcpy(path + length + 1, entry->d_name, name + 1);
		walk(inner, path, length + 1 + name, depth + 1);
		path[length] = 0;
	}
	closedir(listing);
}

/* The cgroup v2 hierarchy, wherever it is mounted. */
void open_cgroups(void)
{
	char line[2 * PATH_BYTES], place[PATH_BYTES], path[PATH_BYTES + 1] = "";
	FILE *mounts = fopen("/proc/self/mountinfo", "re");

	while (mounts && fgets(line, sizeof(line), mounts)) {
		const char *type = strstr(line, " - cgroup2 ");
		if (!type || sscanf(line, "%*s %*s %*s %*s %4095s", place) != 1)
			continue;
		int directory = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (directory < 0)
			continue;
		walk(directory, path, 0, 0);
		break;
	}
	if (mounts)
		fclose(mounts);
}

static void tell_cgroup(__u64 id, __u32 pid, const char *path, const char *lines, size_t length)
{
	begin_frame(CGROUP);
	PUT(__u64, id);
	PUT(__u32, pid);
	put_string(path ? path : "", path ? strlen(path) : 0);
	put_string(lines, length);
	finish_frame();
}

void need_cgroup(__u64 id)
{
	static __u64 last;
	struct group *group;

	if (id == last || !id)
		return;
	last = id;
	group = place_of(id);
	if (!group->id)
		learn_cgroup(id, "", 0);
	group = place_of(id);
	if (group->told)
		return;
	group->told = true;
	tell_cgroup(id, 0, group->path, "", 0);
}

static bool is_below(const char *path, const char *top)
{
	size_t length = strlen(top);

	if (!strcmp(top, "/"))
		return true;
	return !strncmp(path, top, length) && (!path[length] || path[length] == '/');
}

/* As the program in the kernel decides it, for what comes another way. */
bool is_watched(__u64 id)
{
	const char *path = id ? place_of(id)->path : NULL;
	bool only = false, asked = false;

	for (unsigned i = 0; i < settings->cgroup_count; i++) {
		const char *top = place_of(settings->cgroups[i].id)->path;
		bool below = settings->cgroups[i].id == id || (path && top && *path && *top && is_below(path, top));
		if (settings->cgroups[i].what == CGROUP_MUTED && (below || !id))
			return false;
		asked |= settings->cgroups[i].what == CGROUP_ONLY;
		only |= settings->cgroups[i].what == CGROUP_ONLY && below;
	}
	return only || !asked;
}

bool is_in(__u64 id, const char *path, size_t length)
{
	const char *own = place_of(id)->path;

	return own && strlen(own) == length && !memcmp(own, path, length);
}

/* Where only version 1 tells a process apart: its path there, as a line of /proc/PID/cgroup. */
void tell_old_cgroup(__u64 id, __u32 pid, const char *path, size_t length)
{
	char line[PATH_BYTES + 32];
	int size = snprintf(line, sizeof(line), "0:pids:%.*s\n", (int)length, path);

	tell_cgroup(id, pid, place_of(id)->path, line, (size_t)size < sizeof(line) ? (size_t)size : sizeof(line) - 1);
}
