/* SPDX-License-Identifier: Apache-2.0 */
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "loader.h"

/* No system gives out users from here on, and no other process has the number of this one. */
#define FIRST_UID 2000000000u
#define BIT(capability) (1ull << (capability))

static void set(__u64 capabilities)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { 0 };

	for (int half = 0; half < 2; half++)
		data[half].effective = data[half].permitted = capabilities >> (32 * half);
	if (syscall(SYS_capset, &header, data))
		refuse(FAILED, "cannot lay down privileges: %m");
}

void need_privileges(void)
{
	static const struct {
		int capability;
		const char *name;
	} needed[] = {
		{ CAP_BPF, "CAP_BPF" },
		{ CAP_PERFMON, "CAP_PERFMON" },
		{ CAP_SYS_PTRACE, "CAP_SYS_PTRACE" },
		{ CAP_DAC_READ_SEARCH, "CAP_DAC_READ_SEARCH" },
	};
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { 0 };
	char missing[100] = "";

	if (syscall(SYS_capget, &header, data))
		refuse(FAILED, "cannot read own capabilities: %m");
	__u64 held = data[0].effective | (__u64)data[1].effective << 32;
	/* Before Linux 5.8 CAP_SYS_ADMIN stood for the first two, and still does. */
	if (held & BIT(CAP_SYS_ADMIN))
		held |= BIT(CAP_BPF) | BIT(CAP_PERFMON);
	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		if (!(held & BIT(needed[i].capability))) {
			strcat(missing, " ");
			strcat(missing, needed[i].name);
		}
	if (*missing)
		refuse(NO_RIGHT, "not allowed to watch: run as root, or give%s", missing);
}

/*
 * Everything that needs a right is open by now. The process becomes a user that nobody else is, so that only root can send it a signal or look into it,
 * and holds no capability.
 */
void drop_privileges(__u32 uid)
{
	/* A flood that keeps every processor busy must not keep it from running; where this is not allowed it goes without. */
	setpriority(PRIO_PROCESS, 0, -10);
	if (geteuid() == 0) {
		if (!uid)
			uid = FIRST_UID + getpid();
		if (setgroups(0, NULL) || setresgid(uid, uid, uid) || setresuid(uid, uid, uid))
			refuse(FAILED, "cannot lay down privileges: %m");
	}
	set(0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_DUMPABLE, 0))
		refuse(FAILED, "cannot lay down privileges: %m");
	/* After the change of user, which clears it: end with whoever started us. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
}
