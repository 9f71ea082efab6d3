/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <getopt.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "calls.h"
#include "loader.h"

static const char help[] =
	"seaworthy-sensor: tells what processes do, as binary frames on standard output (sensor/README.md)\n"
	"  --events LIST       calls to tell, by name, besides those that tell what descriptors and processes are;\n"
	"                      `map` tells mappings of code (default: all)\n"
	"  --skip-pid PID      a process not to watch, besides this one; at most 3\n"
	"  --cgroup ID|PATH    only processes in or below this cgroup (v2 directory or its inode number)\n"
	"  --mute-cgroup ID|PATH  not processes in or below this cgroup; at most 64 with those of --cgroup\n"
	"  --mute-path DIR     not what is opened in or below this directory, however it is named; at most 64\n"
	"  --ring-bytes N      size of the buffer for files in the kernel, a power of two (default 16777216)\n"
	"  --uid N             the user to become once everything is open (default: one that nobody else is)\n";

static unsigned long long number(const char *text, const char *option, unsigned long long most)
{
	char *end;
	errno = 0;
	unsigned long long value = strtoull(text, &end, 10);
	if (errno || end == text || *end || value > most || *text == '-')
		refuse(USAGE, "--%s: not a number in range: %.40s", option, text);
	return value;
}

/* Names that are not in the table are told by their absence from the first frame. */
static void events(char *list, struct options *options)
{
	options->maps = false;
	for (unsigned row = 0; row < row_count; row++)
		options->wanted[FIRST_CALL + row] = rows[row].state;
	for (char *rest = list, *name; (name = strsep(&rest, ","));) {
		options->maps |= !strcmp(name, "map");
		for (unsigned row = 0; row < row_count; row++)
			if (!strcmp(name, rows[row].name))
				options->wanted[FIRST_CALL + row] = true;
	}
}

static __u64 cgroup(const char *text, const char *option)
{
	struct stat facts;
	struct statfs system;
	if (*text != '/')
		return number(text, option, UINT64_MAX);
	if (statfs(text, &system) || stat(text, &facts) || system.f_type != CGROUP2_SUPER_MAGIC)
		refuse(USAGE, "--%s: no directory of cgroup v2: %.200s", option, text);
	return facts.st_ino;
}

static void add_cgroup(struct options *options, const char *option, const char *text, __u8 what)
{
	if (options->cgroup_count == MAX_CGROUPS)
		refuse(USAGE, "--%s: at most %d", option, MAX_CGROUPS);
	options->cgroups[options->cgroup_count].id = cgroup(text, option);
	options->cgroups[options->cgroup_count++].what = what;
}

static void mute_path(struct options *options, const char *path)
{
	struct stat facts;

	if (options->muted_count == MAX_MUTED_PATHS)
		refuse(USAGE, "--mute-path: at most %d", MAX_MUTED_PATHS);
	if (stat(path, &facts) || !S_ISDIR(facts.st_mode))
		refuse(USAGE, "--mute-path: no directory: %.200s", path);
	options->muted[options->muted_count++] =
		(struct directory){ .inode = facts.st_ino, .device = major(facts.st_dev) << 20 | minor(facts.st_dev) };
}

static struct options given;
const struct options *settings = &given;

void read_options(int count, char **words)
{
	struct options *options = &given;
	static const struct option known[] = {
		{ "events", required_argument, NULL, 'e' },      { "skip-pid", required_argument, NULL, 's' },
		{ "cgroup", required_argument, NULL, 'c' },      { "mute-cgroup", required_argument, NULL, 'm' },
		{ "mute-path", required_argument, NULL, 'p' },   { "ring-bytes", required_argument, NULL, 'r' },
		{ "uid", required_argument, NULL, 'u' },
		{ "help", no_argument, NULL, 'h' },              { NULL, 0, NULL, 0 },
	};
	unsigned skipped = 1;

	*options = (struct options){ .maps = true, .ring_bytes = 16u << 20, .skipped = { getpid() } };
	memset(options->wanted, true, sizeof(options->wanted));
	opterr = 0;
	for (int letter; (letter = getopt_long(count, words, "", known, NULL)) != -1;)
		switch (letter) {
		case 'e':
			events(optarg, options);
			break;
		case 's':
			if (skipped == MAX_SKIPPED)
				refuse(USAGE, "--skip-pid: at most %d", MAX_SKIPPED - 1);
			options->skipped[skipped++] = number(optarg, "skip-pid", 1u << 30);
			break;
		case 'c':
			add_cgroup(options, "cgroup", optarg, CGROUP_ONLY);
			break;
		case 'm':
			add_cgroup(options, "mute-cgroup", optarg, CGROUP_MUTED);
			break;
		case 'p':
			mute_path(options, optarg);
			break;
		case 'u':
			options->uid = number(optarg, "uid", UINT32_MAX - 1);
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
