/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every call that can be told, one row each: its event in the capture format (src/phases/4-run/sources/scap/event-table-data.ts, newest shape, exit),
 * its numbers, what the kernel reads when it ends, and how the parameters come out of that. One more call is one more row.
 */
#include <sys/syscall.h>
#include "calls.h"

/* Calls that newer machines never had, and numbers that older headers lack. */
#ifndef SYS_open
#define SYS_open -1
#define SYS_creat -1
#define SYS_dup2 -1
#define SYS_pipe -1
#define SYS_link -1
#define SYS_unlink -1
#define SYS_symlink -1
#define SYS_rename -1
#define SYS_mkdir -1
#define SYS_rmdir -1
#define SYS_chmod -1
#define SYS_chown -1
#define SYS_lchown -1
#define SYS_mknod -1
#define SYS_access -1
#define SYS_eventfd -1
#define SYS_signalfd -1
#define SYS_epoll_create -1
#define SYS_inotify_init -1
#endif
#ifndef SYS_renameat
#define SYS_renameat -1
#endif
#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif
#define NONE -1

/* What the kernel reads. */
#define STRING(argument) { READ_STRING, argument, 0 }
#define MEMORY(argument, size) { READ_BYTES, argument, size }
#define MOVED(argument) { READ_DATA, argument, 0 }
#define GIVEN(argument) { READ_ADDRESS, argument, 0 }
#define MESSAGE(argument) { READ_MESSAGE, argument, 0 }
#define FILE_OF(argument) { READ_FILE, argument, 0 }
#define SOCKET_OF(argument) { READ_SOCKET, argument, 0 }
#define OPENED { READ_FILE, FROM_RESULT, 0 }
#define ACCEPTED { READ_SOCKET, FROM_RESULT, 0 }
#define PLACE { READ_PLACE, 0, 0 }

#define COUNT(...) (sizeof((struct parameter[]){ __VA_ARGS__ }) / sizeof(struct parameter))
#define READ(...) __VA_ARGS__
#define TELL(...) .count = COUNT(__VA_ARGS__), .parameters = { __VA_ARGS__ }
#define ROW(name_, code_, native_, compat_, part_, ring_, only_, state_, read_, tell_) \
	{ .name = name_, .code = code_, .native = native_, .compat = compat_, .part = part_, .ring = ring_, .only = only_, .state = state_, \
	  .read = { read_ }, tell_ }

/* Descriptors and processes: always told. */
#define STATE(name, code, native, compat, ring, only, read, tell) ROW(name, code, native, compat, -1, RING_##ring, ONLY_##only, true, READ(read), READ(tell))
/* Told when a rule asks. */
#define ASKED(name, code, native, compat, ring, only, read, tell) ROW(name, code, native, compat, -1, RING_##ring, ONLY_##only, false, READ(read), READ(tell))
/* Calls on sockets, which 32-bit programs make as parts of one. */
#define SOCKET(name, code, native, compat, part, ring, state, read, tell) ROW(name, code, native, compat, part, RING_##ring, ONLY_ANY, state, READ(read), READ(tell))
#define NO { 0, 0, 0 }
#define R { RESULT, 0 }
#define FD(n) { AS_FD, n }
#define U8(n) { AS_U8, n }
#define U32(n) { AS_U32, n }
#define U64(n) { AS_U64, n }
#define T(part) { TEXT, part }
#define _ { NOT_TOLD, 0 }
#define P(how, of) { how, of }

/* A failed exec tells only what it was asked for. */
#define NOTHING_13 _, _, _, _, _, _, _, _, _, _, _, _, _
#define NOTHING_16 NOTHING_13, _, _, _

const struct row rows[] = {
	STATE("open", 3, SYS_open, 5, FILES, ANY, READ(STRING(0), OPENED),
	      TELL(R, T(0), P(OPEN_FLAGS, 1), U32(2), P(DEVICE, 1), P(INODE, 1))),
	STATE("openat", 307, SYS_openat, 295, FILES, ANY, READ(STRING(1), OPENED),
	      TELL(R, FD(0), T(0), P(OPEN_FLAGS, 2), U32(3), P(DEVICE, 1), P(INODE, 1))),
	STATE("openat2", 327, 437, 437, FILES, ANY, READ(STRING(1), OPENED, MEMORY(2, 24)),
	      TELL(R, FD(0), T(0), P(HOW_FLAGS, 2), P(HOW_MODE, 2), P(HOW_RESOLVE, 2), P(DEVICE, 1), P(INODE, 1))),
	STATE("creat", 59, SYS_creat, 8, FILES, ANY, READ(STRING(0), OPENED),
	      TELL(R, T(0), U32(1), P(DEVICE, 1), P(INODE, 1), P(CREAT_FLAGS, 1))),
	STATE("open_by_handle_at", 337, SYS_open_by_handle_at, 342, FILES, ANY, READ(NO, OPENED),
	      TELL(R, FD(0), P(OPEN_FLAGS, 2), P(PLACE_TEXT, 1), P(DEVICE, 1), P(INODE, 1))),
	STATE("memfd_create", 405, SYS_memfd_create, 356, CALLS, ANY, STRING(0), TELL(R, T(0), U32(1))),

	STATE("close", 5, SYS_close, 6, FILES, DONE, NO, TELL(R, FD(0))),
	STATE("close_range", 451, 436, 436, FILES, DONE, NO, TELL(R, U32(0), U32(1), U32(2))),
	STATE("dup", 367, SYS_dup, 41, FILES, ANY, NO, TELL(R, FD(0))),
	STATE("dup2", 363, SYS_dup2, 63, FILES, ANY, NO, TELL(R, FD(0), FD(1))),
	STATE("dup3", 365, SYS_dup3, 330, FILES, ANY, NO, TELL(R, FD(0), FD(1), P(CLOSE_ON_EXEC, 2))),
	STATE("fcntl", 151, SYS_fcntl, 55, FILES, DUPLICATES, NO, TELL(R, FD(0), P(FCNTL_COMMAND, 1), U64(2))),
	STATE("fcntl", 151, NONE, 221, FILES, DUPLICATES, NO, TELL(R, FD(0), P(FCNTL_COMMAND, 1), U64(2))),
	STATE("pipe", 61, SYS_pipe, 42, CALLS, ANY, MEMORY(0, 8), TELL(R, P(FIRST_FD, 0), P(SECOND_FD, 0), _)),
	STATE("pipe2", 393, SYS_pipe2, 331, CALLS, ANY, MEMORY(0, 8), TELL(R, P(FIRST_FD, 0), P(SECOND_FD, 0), _, P(OPEN_FLAGS, 1))),
	STATE("eventfd", 63, SYS_eventfd, 323, CALLS, ANY, NO, TELL(R, U64(0), _)),
	STATE("eventfd2", 397, SYS_eventfd2, 328, CALLS, ANY, NO, TELL(R, _, U64(0))),
	STATE("signalfd", 127, SYS_signalfd, 321, CALLS, ANY, NO, TELL(R, FD(0), _, _)),
	STATE("signalfd4", 399, SYS_signalfd4, 327, CALLS, ANY, NO, TELL(R, _, FD(0), _)),
	STATE("timerfd_create", 137, SYS_timerfd_create, 322, CALLS, ANY, NO, TELL(R, U8(0), U8(1))),
	STATE("inotify_init", 139, SYS_inotify_init, 291, CALLS, ANY, NO, TELL(R, _)),
	STATE("inotify_init1", 395, SYS_inotify_init1, 332, CALLS, ANY, NO, TELL(R, _)),
	STATE("epoll_create", 375, SYS_epoll_create, 254, CALLS, ANY, NO, TELL(R, U32(0))),
	STATE("epoll_create1", 377, SYS_epoll_create1, 329, CALLS, ANY, NO, TELL(R, _)),
	STATE("userfaultfd", 321, SYS_userfaultfd, 374, CALLS, ANY, NO, TELL(R, P(OPEN_FLAGS, 0))),
	STATE("io_uring_setup", 339, 425, 425, CALLS, ANY, NO, TELL(R, U32(0), _, _, _, _, _, _)),
	STATE("pidfd_open", 409, 434, 434, CALLS, ANY, NO, TELL(R, FD(0), U32(1))),
	STATE("pidfd_getfd", 407, 438, 438, CALLS, ANY, NO, TELL(R, FD(0), FD(1), U32(2))),
	STATE("bpf", 369, SYS_bpf, 357, CALLS, ANY, NO, TELL(R, U32(0))),

	SOCKET("socket", 19, SYS_socket, 359, 1, CALLS, true, NO, TELL(R, U32(0), P(SOCKET_TYPE, 1), U32(2), P(SOCKET_FLAGS, 1))),
	SOCKET("socketpair", 43, SYS_socketpair, 360, 8, CALLS, true, MEMORY(3, 8),
	       TELL(R, P(FIRST_FD, 0), P(SECOND_FD, 0), _, _, U32(0), P(SOCKET_TYPE, 1), U32(2))),
	SOCKET("bind", 21, SYS_bind, 361, 2, CALLS, true, GIVEN(1), TELL(R, P(ADDRESS, 0), FD(0))),
	SOCKET("connect", 23, SYS_connect, 362, 3, CALLS, true, READ(GIVEN(1), SOCKET_OF(0)), TELL(R, P(CLIENT_ENDS, 1), FD(0), P(ADDRESS, 0))),
	SOCKET("listen", 25, SYS_listen, 363, 4, CALLS, false, NO, TELL(R, FD(0), U32(1))),
	SOCKET("accept", 247, SYS_accept, NONE, 5, CALLS, true, READ(NO, ACCEPTED), TELL(R, P(SERVER_ENDS, 1), _, _, _)),
	SOCKET("accept4", 389, SYS_accept4, 364, 18, CALLS, true, READ(NO, ACCEPTED), TELL(R, P(SERVER_ENDS, 1), _, _, _, U32(3))),
	SOCKET("sendto", 31, SYS_sendto, 369, 11, FILES, false, READ(GIVEN(4), SOCKET_OF(0), MOVED(1)),
	       TELL(R, P(BYTES, 2), FD(0), U32(2), P(CLIENT_ENDS, 1))),
	SOCKET("sendmsg", 49, SYS_sendmsg, 370, 16, FILES, false, READ(MESSAGE(1), SOCKET_OF(0)),
	       TELL(R, _, FD(0), P(RESULT, 0), P(CLIENT_ENDS, 1))),
	SOCKET("recvfrom", 35, SYS_recvfrom, 371, 12, FILES, false, READ(MEMORY(4, 28), SOCKET_OF(0), MOVED(1)),
	       TELL(R, P(BYTES, 2), P(SERVER_ENDS, 1), FD(0), U32(2))),
	SOCKET("recvmsg", 53, SYS_recvmsg, 372, 17, FILES, false, READ(MESSAGE(1), SOCKET_OF(0)),
	       TELL(R, P(RESULT, 0), _, P(SERVER_ENDS, 1), _, FD(0))),

	STATE("chdir", 95, SYS_chdir, 12, CALLS, ANY, READ(STRING(0), PLACE), TELL(R, T(0))),
	STATE("fchdir", 97, SYS_fchdir, 133, CALLS, ANY, READ(NO, PLACE), TELL(R, FD(0))),
	STATE("chroot", 267, SYS_chroot, 61, CALLS, ANY, STRING(0), TELL(R, T(0))),
	STATE("setuid", 199, SYS_setuid, 213, CALLS, ANY, NO, TELL(R, U32(0))),
	STATE("setgid", 201, SYS_setgid, 214, CALLS, ANY, NO, TELL(R, U32(0))),
	STATE("setreuid", 427, SYS_setreuid, 203, CALLS, ANY, NO, TELL(R, U32(0), U32(1))),
	STATE("setregid", 429, SYS_setregid, 204, CALLS, ANY, NO, TELL(R, U32(0), U32(1))),
	STATE("setresuid", 193, SYS_setresuid, 208, CALLS, ANY, NO, TELL(R, U32(0), U32(1), U32(2))),
	STATE("setresgid", 195, SYS_setresgid, 210, CALLS, ANY, NO, TELL(R, U32(0), U32(1), U32(2))),
	STATE("setsid", 275, SYS_setsid, 66, CALLS, ANY, NO, TELL(R)),
	STATE("setpgid", 295, SYS_setpgid, 57, CALLS, ANY, NO, TELL(R, FD(0), FD(1))),
	STATE("prctl", 401, SYS_prctl, 172, CALLS, RENAMES, STRING(1), TELL(R, U32(0), T(0), _)),

	ASKED("execve", 293, SYS_execve, 11, CALLS, FAILED, STRING(0), TELL(R, NOTHING_13, NOTHING_16, T(0))),
	ASKED("execveat", 331, SYS_execveat, 358, CALLS, FAILED, NO, TELL(R, NOTHING_13, NOTHING_16)),
	ASKED("setns", 241, SYS_setns, 346, CALLS, ANY, NO, TELL(R, FD(0), P(CLONE_FLAGS, 1))),
	ASKED("unshare", 285, SYS_unshare, 310, CALLS, ANY, NO, TELL(R, P(CLONE_FLAGS, 0))),
	ASKED("mount", 257, SYS_mount, 21, CALLS, ANY, READ(STRING(0), STRING(1), STRING(2)), TELL(R, T(0), T(1), T(2), U32(3))),
	ASKED("umount", 387, NONE, 22, CALLS, ANY, STRING(0), TELL(R, T(0))),
	ASKED("umount2", 391, SYS_umount2, 52, CALLS, ANY, STRING(0), TELL(R, T(0), U32(1))),
	ASKED("ptrace", 169, SYS_ptrace, 26, CALLS, ANY, NO, TELL(R, _, _, P(PTRACE_REQUEST, 0), FD(1))),
	ASKED("process_vm_readv", 421, SYS_process_vm_readv, 347, CALLS, ANY, NO, TELL(R, FD(0), _)),
	ASKED("process_vm_writev", 423, SYS_process_vm_writev, 348, CALLS, ANY, NO, TELL(R, FD(0), _)),
	ASKED("init_module", 411, SYS_init_module, 128, CALLS, ANY, STRING(2), TELL(R, _, U64(1), T(0))),
	ASKED("finit_module", 413, SYS_finit_module, 350, CALLS, ANY, STRING(1), TELL(R, FD(0), T(0), U32(2))),
	ASKED("delete_module", 425, SYS_delete_module, 129, CALLS, ANY, STRING(0), TELL(R, T(0), _)),
	ASKED("seccomp", 299, SYS_seccomp, 354, CALLS, ANY, NO, TELL(R, U64(0), U64(1))),
	ASKED("kill", 129, SYS_kill, 37, CALLS, ANY, NO, TELL(R, FD(0), U8(1))),
	ASKED("tkill", 131, SYS_tkill, 238, CALLS, ANY, NO, TELL(R, FD(0), U8(1))),
	ASKED("tgkill", 133, SYS_tgkill, 270, CALLS, ANY, NO, TELL(R, FD(0), FD(1), U8(2))),

	ASKED("rename", 175, SYS_rename, 38, FILES, ANY, READ(STRING(0), STRING(1)), TELL(R, T(0), T(1))),
	ASKED("renameat", 177, SYS_renameat, 302, FILES, ANY, READ(STRING(1), STRING(3)), TELL(R, FD(0), T(0), FD(2), T(1))),
	ASKED("renameat2", 319, SYS_renameat2, 353, FILES, ANY, READ(STRING(1), STRING(3)), TELL(R, FD(0), T(0), FD(2), T(1), U32(4))),
	ASKED("unlink", 301, SYS_unlink, 10, FILES, ANY, STRING(0), TELL(R, T(0))),
	ASKED("unlinkat", 303, SYS_unlinkat, 301, FILES, ANY, STRING(1), TELL(R, FD(0), T(0), U32(2))),
	ASKED("rmdir", 279, SYS_rmdir, 40, FILES, ANY, STRING(0), TELL(R, T(0))),
	ASKED("mkdir", 277, SYS_mkdir, 39, FILES, ANY, STRING(0), TELL(R, T(0), U32(1))),
	ASKED("mkdirat", 305, SYS_mkdirat, 296, FILES, ANY, STRING(1), TELL(R, FD(0), T(0), U32(2))),
	ASKED("link", 309, SYS_link, 9, FILES, ANY, READ(STRING(0), STRING(1)), TELL(R, T(0), T(1))),
	ASKED("linkat", 311, SYS_linkat, 303, FILES, ANY, READ(STRING(1), STRING(3)), TELL(R, FD(0), T(0), FD(2), T(1), U32(4))),
	ASKED("symlink", 179, SYS_symlink, 83, FILES, ANY, READ(STRING(0), STRING(1)), TELL(R, T(0), T(1))),
	ASKED("symlinkat", 181, SYS_symlinkat, 304, FILES, ANY, READ(STRING(0), STRING(2)), TELL(R, T(0), FD(1), T(1))),
	ASKED("chmod", 315, SYS_chmod, 15, FILES, ANY, STRING(0), TELL(R, T(0), U32(1))),
	ASKED("fchmod", 317, SYS_fchmod, 94, FILES, ANY, NO, TELL(R, FD(0), U32(1))),
	ASKED("fchmodat", 313, SYS_fchmodat, 306, FILES, ANY, STRING(1), TELL(R, FD(0), T(0), U32(2))),
	ASKED("fchmodat", 313, SYS_fchmodat2, 452, FILES, ANY, STRING(1), TELL(R, FD(0), T(0), U32(2))),
	ASKED("chown", 379, SYS_chown, 212, FILES, ANY, STRING(0), TELL(R, T(0), U32(1), U32(2))),
	ASKED("lchown", 381, SYS_lchown, 198, FILES, ANY, STRING(0), TELL(R, T(0), U32(1), U32(2))),
	ASKED("fchown", 383, SYS_fchown, 207, FILES, ANY, NO, TELL(R, FD(0), U32(1), U32(2))),
	ASKED("fchownat", 385, SYS_fchownat, 298, FILES, ANY, STRING(1), TELL(R, FD(0), T(0), U32(2), U32(3), P(FCHOWNAT_FLAGS, 4))),
	ASKED("mknod", 415, SYS_mknod, 14, FILES, ANY, STRING(0), TELL(R, T(0), U32(1), U32(2))),
	ASKED("mknodat", 417, SYS_mknodat, 297, FILES, ANY, STRING(1), TELL(R, FD(0), T(0), U32(2), U32(3))),
	ASKED("access", 265, SYS_access, 33, FILES, ANY, STRING(0), TELL(R, T(0), U32(1))),
	ASKED("read", 7, SYS_read, 3, FILES, ANY, MOVED(1), TELL(R, P(BYTES, 0), FD(0), U32(2))),
	ASKED("write", 9, SYS_write, 4, FILES, ANY, MOVED(1), TELL(R, P(BYTES, 0), FD(0), U32(2))),
	ASKED("ioctl", 171, SYS_ioctl, 54, FILES, ANY, NO, TELL(R, FD(0), U64(1), U64(2))),
	ASKED("mprotect", 329, SYS_mprotect, 125, FILES, ANY, NO, TELL(R, U64(0), U64(1), P(PROTECTION, 2))),
};
const unsigned row_count = sizeof(rows) / sizeof(*rows);
_Static_assert(sizeof(rows) / sizeof(*rows) + FIRST_CALL <= MAX_ROWS, "more rows than counters");
