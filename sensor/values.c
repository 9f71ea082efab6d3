/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <stddef.h>
#include "values.h"

struct pair {
	__u64 linux_bit;
	__u32 capture_bit;
};

#define KERNEL_LARGEFILE 0100000
#define KERNEL_SYNC 04000000
#define KERNEL_TMPFILE 020000000

static __u32 translate(const struct pair *pairs, size_t count, __u64 flags)
{
	__u32 result = 0;

	for (size_t i = 0; i < count; i++)
		if (flags & pairs[i].linux_bit)
			result |= pairs[i].capture_bit;
	return result;
}
#define TRANSLATE(pairs, flags) translate(pairs, sizeof(pairs) / sizeof(*(pairs)), flags)

__u32 capture_open_flags(__u64 flags)
{
	static const struct pair pairs[] = {
		{ O_CREAT, 4 },    { O_APPEND, 8 }, { O_DSYNC, 16 },     { O_EXCL, 32 },          { O_NONBLOCK, 64 },
		{ KERNEL_SYNC, 128 }, { O_TRUNC, 256 }, { O_DIRECT, 512 }, { O_DIRECTORY, 1024 }, { KERNEL_LARGEFILE, 2048 },
		{ O_CLOEXEC, 4096 }, { KERNEL_TMPFILE, 8192 },
	};
	/* To read is no bit of Linux, and one here; a path alone opens nothing. */
	__u32 access = flags & O_PATH ? 0 : (flags & O_ACCMODE) == O_RDONLY ? 1 : (flags & O_ACCMODE) == O_WRONLY ? 2 : 3;

	return access | TRANSLATE(pairs, flags);
}

__u32 capture_resolve_flags(__u64 flags)
{
	static const struct pair pairs[] = {
		{ RESOLVE_BENEATH, 1 },     { RESOLVE_IN_ROOT, 2 }, { RESOLVE_NO_MAGICLINKS, 4 },
		{ RESOLVE_NO_SYMLINKS, 8 }, { RESOLVE_NO_XDEV, 16 }, { 0x20 /* RESOLVE_CACHED */, 32 },
	};
	return TRANSLATE(pairs, flags);
}

__u32 capture_clone_flags(__u64 flags)
{
	static const struct pair pairs[] = {
		{ CLONE_FILES, 1 },          { CLONE_FS, 2 },          { CLONE_IO, 4 },           { CLONE_NEWIPC, 8 },
		{ CLONE_NEWNET, 16 },        { CLONE_NEWNS, 32 },      { CLONE_NEWPID, 64 },      { CLONE_NEWUTS, 128 },
		{ CLONE_PARENT, 256 },       { CLONE_PARENT_SETTID, 512 }, { CLONE_PTRACE, 1024 }, { CLONE_SIGHAND, 2048 },
		{ CLONE_SYSVSEM, 4096 },     { CLONE_THREAD, 8192 },   { CLONE_UNTRACED, 16384 }, { CLONE_VM, 32768 },
		{ CLONE_NEWUSER, 1048576 },  { CLONE_CHILD_CLEARTID, 8388608 }, { CLONE_CHILD_SETTID, 16777216 },
		{ CLONE_SETTLS, 33554432 },  { CLONE_VFORK, 134217728 }, { CLONE_NEWCGROUP, 268435456 },
	};
	return TRANSLATE(pairs, flags);
}

__u32 capture_protection(__u64 protection)
{
	static const struct pair pairs[] = { { 1, 1 }, { 2, 2 }, { 4, 4 }, { 8, 8 }, { 0x01000000, 16 }, { 0x02000000, 32 } };

	return TRANSLATE(pairs, protection);
}

struct number {
	__u32 linux_number;
	__u16 capture_number;
};

static __u16 look_up(const struct number *numbers, size_t count, __u64 number)
{
	for (size_t i = 0; i < count; i++)
		if (numbers[i].linux_number == number)
			return numbers[i].capture_number;
	return 0;
}
#define LOOK_UP(numbers, number) look_up(numbers, sizeof(numbers) / sizeof(*(numbers)), number)

__u8 capture_fcntl(__u32 command)
{
	static const struct number numbers[] = {
		{ 0, 1 },   { 1, 2 },   { 2, 3 },   { 3, 4 },   { 4, 5 },   { 5, 6 },     { 6, 8 },     { 7, 9 },     { 8, 10 },
		{ 9, 12 },  { 10, 13 }, { 11, 15 }, { 15, 21 }, { 16, 22 }, { 36, 30 },   { 37, 31 },   { 38, 32 },   { 1025, 24 },
		{ 1026, 27 }, { 1029, 25 }, { 1030, 26 }, { 1031, 28 }, { 1032, 29 },
	};
	return LOOK_UP(numbers, command);
}

__u16 capture_ptrace(__u64 request)
{
	static const struct number numbers[] = {
		{ 0, 1 },       { 1, 2 },       { 2, 3 },       { 3, 4 },       { 4, 5 },       { 5, 6 },       { 6, 7 },       { 7, 8 },
		{ 8, 9 },       { 9, 10 },      { 12, 26 },     { 13, 27 },     { 14, 28 },     { 15, 29 },     { 16, 11 },     { 17, 12 },
		{ 18, 30 },     { 19, 31 },     { 21, 32 },     { 24, 13 },     { 25, 33 },     { 26, 34 },     { 30, 35 },     { 31, 36 },
		{ 32, 37 },     { 33, 38 },     { 0x4200, 14 }, { 0x4201, 15 }, { 0x4202, 16 }, { 0x4203, 17 }, { 0x4204, 18 }, { 0x4205, 19 },
		{ 0x4206, 20 }, { 0x4207, 21 }, { 0x4208, 22 }, { 0x4209, 23 }, { 0x420a, 24 }, { 0x420b, 25 },
	};
	return LOOK_UP(numbers, request);
}

__u32 capture_device(__u32 device)
{
	__u32 major = device >> 20, minor = device & 0xfffff;

	return (minor & 0xff) | major << 8 | (minor & ~0xffu) << 12;
}
