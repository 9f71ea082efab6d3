/**
 * Names of events and of their parameters, as the event and system call tables of falcosecurity/libs list them (`driver/event_table.c`,
 * `driver/syscall_table.c`, MIT). A name stands for as many event codes as there are shapes of the event.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Event codes in all. */
export const eventCodes = 454;

const namesByCodes: readonly (readonly [number, string])[] = [
  [
    1,
    `
  asyncevent close_range cpu_hotplug groupadded groupdeleted infra k8s keyctl mesos notification page_fault pluginevent procinfo
  scapevent signaldeliver task task_file_anon_inode task_file_directory task_file_memfd task_file_pipe task_file_regular
  task_file_socket_inet task_file_socket_inet6 task_file_socket_netlink task_file_socket_unix tracer useradded userdeleted
`,
  ],
  [
    2,
    `
  accept4 access bind capset chdir chmod chown chroot clone3 close connect copy_file_range creat delete_module drop dup2 dup3
  epoll_create epoll_create1 epoll_wait eventfd eventfd2 execveat fchdir fchmod fchmodat fchown fchownat fcntl finit_module flock
  fsconfig fstat fstat64 futex getcwd getdents getdents64 getegid geteuid getgid getpeername getresgid getresuid getrlimit
  getsockname getsockopt getuid init_module inotify_init inotify_init1 io_uring_enter io_uring_register io_uring_setup kill lchown
  listen llseek lseek lstat lstat64 memfd_create mkdirat mknod mknodat mlock mlock2 mlockall mmap mmap2 mount mprotect munlock
  munlockall munmap nanosleep newfstatat open open_by_handle_at openat2 pidfd_getfd pidfd_open pipe pipe2 poll ppoll prctl pread
  preadv prlimit process_vm_readv process_vm_writev procexit ptrace pwrite pwritev quotactl read readv recv recvfrom recvmmsg
  recvmsg rename renameat renameat2 seccomp semctl semget semop send sendfile sendmmsg sendmsg sendto setgid setns setpgid setregid
  setresgid setresuid setreuid setrlimit setsid setsockopt setuid shutdown signalfd signalfd4 socket socketpair splice stat stat64
  switch symlink symlinkat syscall tgkill timerfd_create tkill umount2 unshare userfaultfd write writev
`,
  ],
  [
    3,
    `
  container
`,
  ],
  [
    4,
    `
  bpf brk dup ioctl link linkat mkdir openat rmdir select umount unlink unlinkat
`,
  ],
  [
    6,
    `
  fork vfork
`,
  ],
  [
    8,
    `
  accept clone
`,
  ],
  [
    16,
    `
  execve
`,
  ],
];

/** Events with an entry of their own in the table, and the number of their codes. */
export const namedEvents: ReadonlyMap<string, number> = new Map(
  namesByCodes.flatMap(([codes, names]) => words(names).map((name): [string, number] => [name, codes])),
);

/** System calls that have no entry of their own: they come as one generic event, two codes for all of them. */
export const genericEvents: ReadonlySet<string> = new Set(
  words(`
  _llseek _newselect _sysctl acct add_key adjtimex alarm arch_prctl bdflush cachestat capget clock_adjtime clock_getres
  clock_gettime clock_nanosleep clock_settime create_module epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait_old exit
  exit_group faccessat faccessat2 fadvise64 fallocate fanotify_init fanotify_mark fchmodat2 fcntl64 fdatasync fgetxattr file_getattr
  file_setattr flistxattr fremovexattr fsetxattr fsmount fsopen fspick fstatat64 fstatfs fstatfs64 fsync ftruncate futex_requeue
  futex_wait futex_waitv futex_wake futimesat get_kernel_syms get_mempolicy get_robust_list get_thread_area getcpu getegid32
  geteuid32 getgid32 getgroups getitimer getpgid getpgrp getpid getpmsg getppid getpriority getrandom getresgid32 getresuid32
  getrusage getsid gettid gettimeofday getuid32 getxattr getxattrat idle inotify_add_watch inotify_rm_watch io_cancel io_destroy
  io_getevents io_pgetevents io_setup io_submit ioperm iopl ioprio_get ioprio_set ipc kcmp kexec_file_load kexec_load
  landlock_add_rule landlock_create_ruleset landlock_restrict_self lgetxattr listmount listns listxattr listxattrat llistxattr
  lookup_dcookie lremovexattr lsetxattr lsm_get_self_attr lsm_list_modules lsm_set_self_attr madvise map_shadow_stack mbind
  membarrier memfd_secret migrate_pages mincore modify_ldt mount_setattr move_mount move_pages mq_getsetattr mq_notify mq_open
  mq_timedreceive mq_timedsend mq_unlink mremap mseal msgctl msgget msgrcv msgsnd msync multiplexer name_to_handle_at nfsservctl
  nice oldfstat oldlstat oldolduname oldstat olduname open_tree open_tree_attr page_fault_kernel page_fault_user pause
  pciconfig_iobase pciconfig_read pciconfig_write perf_event_open personality pidfd_send_signal pivot_root pkey_alloc pkey_free
  pkey_mprotect pread64 preadv2 prlimit64 process_madvise process_mrelease pselect6 pwrite64 pwritev2 query_module quotactl_fd
  readahead readdir readlink readlinkat reboot remap_file_pages removexattr removexattrat request_key restart_syscall
  riscv_flush_icache riscv_hwprobe rseq rseq_slice_yield rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn
  rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo rtas s390_guarded_storage s390_pci_mmio_read s390_pci_mmio_write
  s390_runtime_instr s390_sthyi sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam
  sched_getscheduler sched_process_exit sched_rr_get_interval sched_setaffinity sched_setattr sched_setparam sched_setscheduler
  sched_switch sched_yield semtimedop sendfile64 set_mempolicy set_mempolicy_home_node set_robust_list set_thread_area
  set_tid_address setdomainname setfsgid setfsuid setgid32 setgroups sethostname setitimer setpriority setresgid32 setresuid32
  settimeofday setuid32 setxattr setxattrat sgetmask shmat shmctl shmdt shmget sigaction sigaltstack signal signal_deliver
  sigpending sigprocmask sigreturn sigsuspend socketcall spu_create spu_run ssetmask statfs statfs64 statmount statx stime
  subpage_prot swapcontext swapoff swapon switch_endian sync sync_file_range sync_file_range2 syncfs sys_debug_setcontext sysfs
  sysinfo syslog tee time timer_create timer_delete timer_getoverrun timer_gettime timer_settime timerfd timerfd_gettime
  timerfd_settime times truncate ugetrlimit umask uname uprobe uretprobe uselib ustat utime utimensat utimes vhangup vm86 vmsplice
  wait4 waitid waitpid
`),
);

/** Parameters that `evt.arg` and `evt.rawarg` can name. */
export const eventParameters: ReadonlySet<string> = new Set(
  words(`
  ID action addr arg arg2 arg2_int arg2_str arg3 arg4 arg5 args argument argv aux backlog cap_effective cap_inheritable
  cap_permitted cgroups clockid cmd comm container_id core cpu cpu_sys cpu_usr cq_entries creat_flags cur cwd data desc description
  dev dir dirfd domain dpid dqb_bhardlimit dqb_bsoftlimit dqb_btime dqb_curspace dqb_ihardlimit dqb_isoftlimit dqb_itime dqi_bgrace
  dqi_flags dqi_igrace egid entries env error euid event_data event_type exe exe_ino exe_ino_ctime exe_ino_mtime exe_ino_num exepath
  fd fd1 fd2 fd_in fd_out fd_type fdin fdlimit fdout fds features filename first flags gid home how id image img in_fd initval ino
  ino_num interval ip json key last len length level linkdirfd linkpath local_ip local_port loginuid mask max maxevents min_complete
  mnt_id mode mountfd msgcontrol name nativeID newcur newdir newdirfd newfd newmax newpath next nr_args nsems nsops nstype offin
  offout offset oldcur olddir olddirfd oldfd oldmax oldpath op opcode operation option optlen optname out_fd path pathname peer
  pgft_maj pgft_min pgid pgoffset pid pid_fd pidns_init_start_ts plugin_id pos ppid prot proto ptid queuelen queuemax queuepct
  quota_fmt quota_fmt_out quotafilepath ratio reaper_tid remote_ip remote_port request res res_or_fd resolve resource ret rgid root
  ruid scope sem_flg_0 sem_flg_1 sem_num_0 sem_num_1 sem_op_0 sem_op_1 semflg semid semnum sgid shell sid sig sigmask size
  sk_pointer sk_proto sk_type source special spid sq_entries sq_thread_cpu sq_thread_idle start_time status suid sun_path tags
  target target_fd tid timeout to_submit trusted_exepath tty tuple type uargs uid val value_bytebuf value_charbuf vm_rss vm_size
  vm_swap vpgid vpid vtgid vtid whence
`),
);

/** Whether there is an event of that name. */
export const isEventName = (name: string): boolean => namedEvents.has(name) || genericEvents.has(name);
