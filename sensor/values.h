/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of Linux as the numbers of the capture format (src/phases/4-run/sources/scap/flag-table-data.ts). */
#ifndef SEAWORTHY_VALUES_H
#define SEAWORTHY_VALUES_H

#include <linux/types.h>

#define CAPTURE_DIRECTORY 1024u
#define CAPTURE_CLOEXEC 4096u
#define CAPTURE_CREATED 16384u
#define CAPTURE_UPPER 32768u
#define CAPTURE_LOWER 65536u

/* Marks of an event frame beside those of the kernel's program. */
enum { TOLD_OTHER_PATH = 32, TOLD_SAME_PATH = 64, TOLD_NAMELESS = 128, TOLD_DIRECTORY = 256 };

__u32 capture_open_flags(__u64 flags);
__u32 capture_resolve_flags(__u64 flags);
__u32 capture_clone_flags(__u64 flags);
__u32 capture_protection(__u64 protection);
__u8 capture_fcntl(__u32 command);
__u16 capture_ptrace(__u64 request);
__u32 capture_device(__u32 device); /* of the kernel's twelve and twenty bits */

#endif
