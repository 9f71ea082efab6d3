/* SPDX-License-Identifier: Apache-2.0 */
/* Events of processes: an exec (the exit of execve), a fork (the exit of clone in the child), an end (procexit). */
#include <linux/capability.h>
#include <string.h>
#include <sys/stat.h>
#include "calls.h"
#include "loader.h"
#include "values.h"

enum { EXECVE = 293, EXECVEAT = 331, CLONE = 223, PROCEXIT = 186 };
enum { EXE_WRITABLE = 1, EXE_UPPER_LAYER = 2, EXE_FROM_MEMORY = 4, EXE_LOWER_LAYER = 8 };

#define PARAMETER(type, value) do { PUT(type, value); end_parameter(); } while (0)
#define NOT_KNOWN() end_parameter()

static void text_parameter(const char *text, size_t length)
{
	put(text, length);
	PUT(__u8, 0);
	end_parameter();
}

static struct event_head head_of(const struct told *told, __u16 code, __u16 count)
{
	return (struct event_head){ .cgroup = told->cgroup, .start = told->start, .time = told->time, .tid = told->tid, .pid = told->pid,
				    .marks = told->marks, .cpu = told->cpu, .code = code, .count = count };
}

/* Whether the user of the process may write to its program. */
static bool writable(const struct told_process *told)
{
	if (told->effective & 1ull << CAP_DAC_OVERRIDE)
		return true;
	if (told->uid == told->exe_uid)
		return told->exe.mode & S_IWUSR;
	return told->exe.mode & (told->gid == told->exe_gid ? S_IWGRP : S_IWOTH);
}

static __u32 exec_flags(const struct told_process *told, const char *path, size_t length, unsigned path_flags)
{
	__u32 flags = told->exe.layer == 1 ? EXE_UPPER_LAYER : told->exe.layer == 2 ? EXE_LOWER_LAYER : 0;

	if (writable(told))
		flags |= EXE_WRITABLE;
	if (path_flags & PATH_FLOATING && length > 6 && !memcmp(path, "memfd:", 6))
		flags |= EXE_FROM_MEMORY;
	return flags;
}

static __u32 clone_flags(__u32 shared)
{
	static const struct {
		__u32 shared, flag;
	} pairs[] = {
		{ SHARES_FILES, 1 },   { SHARES_PLACE, 2 },  { SHARES_MEMORY, 32768 }, { SHARES_GROUP, 8192 },    { NEW_PIDS, 64 },
		{ NEW_MOUNTS, 32 },    { NEW_NET, 16 },      { NEW_IPC, 8 },           { NEW_NAMES, 128 },        { NEW_CGROUPS, 268435456 },
	};
	__u32 flags = 0;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (shared & pairs[i].shared)
			flags |= pairs[i].flag;
	return flags;
}

struct sections {
	const char *at[PROCESS_PARTS];
	size_t length[PROCESS_PARTS];
};

static struct sections sections_of(const struct told_process *told, size_t size)
{
	struct sections sections;
	const char *text = (const char *)(told + 1);
	size_t left = size - sizeof(*told);

	for (int i = 0; i < PROCESS_PARTS; i++) {
		size_t length = told->parts[i] <= left ? told->parts[i] : 0;
		sections.at[i] = text;
		sections.length[i] = length;
		text += length;
		left -= length;
	}
	return sections;
}

/* Strings that end with a zero byte each; the last may lack it where they were cut. */
static void strings_parameter(const char *text, size_t length)
{
	put(text, length);
	if (length && text[length - 1])
		PUT(__u8, 0);
	end_parameter();
}

/* The path in a hierarchy of version 1, where the unified one does not tell the same; its length. */
static size_t old_cgroup(const struct told_process *told, const struct sections *sections, char *path, size_t size)
{
	char parts[PATH_BYTES + 1];
	unsigned flags;
	size_t given = sections->length[PART_CGROUP];

	if (!given || given > PATH_BYTES)
		return 0;
	parts[0] = PATH_WHOLE;
	memcpy(parts + 1, sections->at[PART_CGROUP], given);
	size_t length = path_text(parts, given + 1, path, size, &flags);
	return is_in(told->head.cgroup, path, length) ? 0 : length;
}

static void tell_exec(const struct told_process *told, const struct sections *sections)
{
	char old[PATH_BYTES + 2];
	size_t old_length = old_cgroup(told, sections, old, sizeof(old));
	char exe[PATH_BYTES + 2], cwd[PATH_BYTES + 2];
	unsigned exe_flags, cwd_flags;
	size_t exe_length = path_text(sections->at[PART_EXE], sections->length[PART_EXE], exe, sizeof(exe), &exe_flags);
	size_t cwd_length = path_text(sections->at[PART_CWD], sections->length[PART_CWD], cwd, sizeof(cwd), &cwd_flags);
	const char *args = sections->at[PART_ARGS];
	size_t args_length = sections->length[PART_ARGS], name = strnlen(args, args_length);
	bool by_descriptor = told->shared;
	struct event_head head = head_of(&told->head, by_descriptor ? EXECVEAT : EXECVE, by_descriptor ? 30 : 31);

	if (exe_flags & PATH_CUT || cwd_flags & PATH_CUT)
		head.marks |= MARK_CUT;
	if (exe_flags & (PATH_DELETED | PATH_FLOATING))
		head.marks |= TOLD_NAMELESS;
	unread_names += (head.marks & MARK_UNREAD) != 0 || exe_flags & PATH_CUT;
	if (old_length)
		tell_old_cgroup(told->head.cgroup, told->head.pid, old, old_length);
	begin_event(&head);
	PARAMETER(__s64, 0);
	if (args_length)
		text_parameter(args, name);
	else
		NOT_KNOWN();
	if (args_length > name + 1)
		strings_parameter(args + name + 1, args_length - name - 1);
	else
		NOT_KNOWN();
	PARAMETER(__s64, told->head.tid);
	PARAMETER(__s64, told->head.pid);
	PARAMETER(__s64, told->parent);
	if (cwd_length && !(cwd_flags & PATH_CUT))
		text_parameter(cwd, cwd_length);
	else
		NOT_KNOWN();
	PARAMETER(__u64, told->fd_limit);
	PARAMETER(__u64, told->major_faults);
	PARAMETER(__u64, told->minor_faults);
	PARAMETER(__u32, told->memory * 4);
	NOT_KNOWN();
	NOT_KNOWN();
	text_parameter(told->comm, strnlen(told->comm, sizeof(told->comm)));
	/* As captures write it. */
	if (old_length) {
		put("pids=", 5);
		put(old, old_length);
		PUT(__u8, 0);
	}
	end_parameter();
	strings_parameter(sections->at[PART_ENV], sections->length[PART_ENV]);
	PARAMETER(__u32, told->tty);
	PARAMETER(__s64, told->in_namespace_pgid);
	PARAMETER(__u32, told->login);
	PARAMETER(__u32, exec_flags(told, exe, exe_length, exe_flags));
	PARAMETER(__u64, told->inheritable);
	PARAMETER(__u64, told->permitted);
	PARAMETER(__u64, told->effective);
	PARAMETER(__u64, told->exe.inode);
	PARAMETER(__u64, told->exe_changed);
	PARAMETER(__u64, told->exe_modified);
	PARAMETER(__u32, told->uid);
	if (exe_length)
		text_parameter(exe, exe_length);
	else
		NOT_KNOWN();
	PARAMETER(__s64, told->pgid);
	PARAMETER(__u32, told->gid);
	if (!by_descriptor) {
		size_t length = strnlen(sections->at[PART_NAME], sections->length[PART_NAME]);
		if (length)
			text_parameter(sections->at[PART_NAME], length);
		else
			NOT_KNOWN();
	}
	finish_event();
	finish_frame();
}

/* Of a new process: what is not as its parent's. Program, arguments and directory are, until it says otherwise. */
static void tell_fork(const struct told_process *told)
{
	struct event_head head = head_of(&told->head, CLONE, 21);

	begin_event(&head);
	PARAMETER(__s64, 0);
	NOT_KNOWN();
	NOT_KNOWN();
	PARAMETER(__s64, told->head.tid);
	PARAMETER(__s64, told->head.pid);
	PARAMETER(__s64, told->parent);
	NOT_KNOWN();
	PARAMETER(__s64, told->fd_limit);
	NOT_KNOWN();
	NOT_KNOWN();
	NOT_KNOWN();
	NOT_KNOWN();
	NOT_KNOWN();
	text_parameter(told->comm, strnlen(told->comm, sizeof(told->comm)));
	NOT_KNOWN();
	PARAMETER(__u32, clone_flags(told->shared));
	PARAMETER(__u32, told->uid);
	PARAMETER(__u32, told->gid);
	PARAMETER(__s64, told->in_namespace_tid);
	PARAMETER(__s64, told->in_namespace_pid);
	NOT_KNOWN();
	finish_event();
	finish_frame();
}

void tell_process_event(const struct told_process *told, size_t size)
{
	bool execs = told->head.row == ROW_EXEC;
	struct sections sections = sections_of(told, size);

	if (told->head.pid == told->head.tid)
		note_process(&told->head, told->parent, told->uid, told->gid, told->comm, execs);
	need_cgroup(told->head.cgroup);
	if (!execs) {
		tell_fork(told);
		return;
	}
	tell_exec(told, &sections);
	tell_waiting_maps(told->head.pid, 0);
}

static void tell_one_end(const struct told_end *told, __u32 tid, __u32 reaper)
{
	struct event_head head = head_of(&told->head, PROCEXIT, 5);

	head.tid = tid;
	begin_event(&head);
	PARAMETER(__s64, told->code);
	PARAMETER(__s64, told->code >> 8 & 0xff);
	PARAMETER(__u8, told->code & 0x7f);
	PARAMETER(__u8, told->code >> 7 & 1);
	if (reaper)
		PARAMETER(__s64, reaper);
	else
		NOT_KNOWN();
	finish_event();
	finish_frame();
}

/* A thread, and with the last of them the process under the number of its leader. */
void tell_end_event(const struct told_end *told)
{
	need_cgroup(told->head.cgroup);
	if (told->head.tid != told->head.pid)
		tell_one_end(told, told->head.tid, 0);
	if (!told->last)
		return;
	tell_waiting_maps(told->head.pid, 0);
	tell_one_end(told, told->head.pid, told->reaper);
	note_end(told->head.pid);
}
