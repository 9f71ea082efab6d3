/* SPDX-License-Identifier: Apache-2.0 */
/* From here on the process waits, reads memory that it shares with the kernel, and writes to one pipe: whatever else it tried would end it. */
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include "loader.h"

#ifdef __x86_64__
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static const int needed[] = {
	SYS_write, SYS_epoll_pwait, SYS_nanosleep, SYS_clock_nanosleep, SYS_clock_gettime, SYS_mmap, SYS_munmap, SYS_mremap, SYS_brk,
	SYS_close, SYS_futex, SYS_exit_group, SYS_rt_sigreturn, SYS_restart_syscall,
#ifdef SYS_epoll_wait
	SYS_epoll_wait,
#endif
};
#define NEEDED (sizeof(needed) / sizeof(*needed))

void confine(void)
{
#ifdef WITHOUT_CONFINEMENT
	return;
#endif
	struct sock_filter filter[NEEDED + 6];
	unsigned at = 0;

	filter[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
	filter[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0);
	filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
	filter[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	for (unsigned i = 0; i < NEEDED; i++)
		filter[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, needed[i], NEEDED - i, 0);
	filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
	filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { .len = at, .filter = filter };
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		refuse(NO_KERNEL, "this kernel has no filters of calls (CONFIG_SECCOMP_FILTER): %m");
}
