/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <getopt.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "loader.h"

static const char help[] =
	"seaworthy-sensor: tells what processes do, as binary frames on standard output (sensor/README.md)\n"
	"  --kinds LIST      of exec,open,connect,exit,map (default: all)\n"
	"  --skip-pid PID    a process not to watch, besides this one; at most 3\n"
	"  --cgroup ID|PATH  only processes in or below this cgroup (v2 directory or its inode number); at most 64\n"
	"  --ring-bytes N    size of the buffer in the kernel, a power of two (default 8388608)\n";

static const char *const kind_names[KINDS] = { NULL, "exec", "open", "connect", "exit", "map" };

static unsigned long long number(const char *text, const char *option, unsigned long long most)
{
	char *end;
	errno = 0;
	unsigned long long value = strtoull(text, &end, 10);
	if (errno || end == text || *end || value > most || *text == '-')
		refuse(USAGE, "--%s: not a number in range: %.40s", option, text);
	return value;
}

static __u32 kinds(char *list)
{
	__u32 wanted = 0;
	for (char *rest = list, *name; (name = strsep(&rest, ","));) {
		int kind = 1;
		while (kind < KINDS && strcmp(name, kind_names[kind]))
			kind++;
		if (kind == KINDS)
			refuse(USAGE, "--kinds: no such kind: %.40s", name);
		wanted |= 1u << kind;
	}
	return wanted;
}

static __u64 cgroup(const char *text)
{
	struct stat facts;
	struct statfs system;
	if (*text != '/')
		return number(text, "cgroup", UINT64_MAX);
	if (statfs(text, &system) || stat(text, &facts) || system.f_type != CGROUP2_SUPER_MAGIC)
		refuse(USAGE, "--cgroup: no directory of cgroup v2: %.200s", text);
	return facts.st_ino;
}

void read_options(int count, char **words, struct options *options)
{
	static const struct option known[] = {
		{ "kinds", required_argument, NULL, 'k' },  { "skip-pid", required_argument, NULL, 's' },
		{ "cgroup", required_argument, NULL, 'c' }, { "ring-bytes", required_argument, NULL, 'r' },
		{ "help", no_argument, NULL, 'h' },         { NULL, 0, NULL, 0 },
	};
	unsigned skipped = 1;

	*options = (struct options){ .kinds = ALL_KINDS, .ring_bytes = 8u << 20, .skipped = { getpid() } };
	opterr = 0;
	for (int letter; (letter = getopt_long(count, words, "", known, NULL)) != -1;)
		switch (letter) {
		case 'k':
			options->kinds = kinds(optarg);
			break;
		case 's':
			if (skipped == MAX_SKIPPED)
				refuse(USAGE, "--skip-pid: at most %d", MAX_SKIPPED - 1);
			options->skipped[skipped++] = number(optarg, "skip-pid", 1u << 30);
			break;
		case 'c':
			if (options->cgroup_count == MAX_CGROUPS)
				refuse(USAGE, "--cgroup: at most %d", MAX_CGROUPS);
			options->cgroups[options->cgroup_count++] = cgroup(optarg);
			break;
		case 'r':
			options->ring_bytes = number(optarg, "ring-bytes", 1u << 30);
			if (options->ring_bytes < (unsigned)getpagesize() || (options->ring_bytes & (options->ring_bytes - 1)))
				refuse(USAGE, "--ring-bytes: not a power of two of at least one page: %.40s", optarg);
			break;
		case 'h':
			fputs(help, stdout);
			exit(DONE);
		default:
			refuse(USAGE, "not understood: %.100s (see --help)", words[optind - 1]);
		}
	if (optind < count)
		refuse(USAGE, "not understood: %.100s (see --help)", words[optind]);
}
