/**
 * Every event code of the capture format, as the event table of falcosecurity/libs lists them (`driver/event_table.c`, dual licence MIT or GPL-2.0,
 * taken under MIT). One line each: code, name, direction (`>` enter, `<` exit), category, traits, parameters in wire order.
 *
 * Traits: `c` creates a descriptor, `d` destroys one, `u` uses one, `r` reads from it, `w` writes to it, `m` changes the state of the system, `o` an older
 * shape of an event, `t` waits, `s` leaves the state alone, `l` may be large, `n` not used, `-` none.
 * A parameter is `name:type`, then `/TABLE` when it has named flags (`flag-table-data.ts`), `@N` when a path is relative to the directory descriptor in
 * parameter N, `?TABLE` when the first byte of the value chooses the type, `%x` or `%o` when it is written in base 16 or 8.
 */
export const eventTableData = `
0 syscall > other o ID:syscallid nativeID:uint16
1 syscall < other - ID:syscallid nativeID:uint16
2 open > file cm name:fspath flags:flags32/file_flags%x mode:uint32%o
3 open < file cm fd:fd name:fspath flags:flags32/file_flags%x mode:uint32%o dev:uint32%x ino:uint64
4 close > io-other odum fd:fd
5 close < io-other dum res:errno fd:fd
6 read > io-read our fd:fd size:uint32
7 read < io-read ur res:errno data:bytebuf fd:fd size:uint32
8 write > io-write ouw fd:fd size:uint32
9 write < io-write uw res:errno data:bytebuf fd:fd size:uint32
10 brk > memory o size:uint32
11 brk < memory o res:uint64%x
12 execve > process om
13 execve < process om res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64
14 clone > process om
15 clone < process om res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 flags:flags32/clone_flags%x uid:uint32 gid:uint32
16 procexit > process om
17 NA < unknown n
18 socket > net ocm domain:enumflags32/socket_families type:uint32 proto:uint32
19 socket < net cm fd:fd domain:enumflags32/socket_families type:uint32 proto:uint32 flags:flags32/file_flags%x
20 bind > net oum fd:fd
21 bind < net um res:errno addr:sockaddr fd:fd
22 connect > net um fd:fd addr:sockaddr
23 connect < net um res:errno tuple:socktuple fd:fd addr:sockaddr
24 listen > net ou fd:fd backlog:int32
25 listen < net u res:errno fd:fd backlog:int32
26 accept > net ocm
27 accept < net ocm fd:fd tuple:socktuple queuepct:uint8
28 send > io-write ouw fd:fd size:uint32
29 send < io-write uw res:errno data:bytebuf fd:fd size:uint32 tuple:socktuple
30 sendto > io-write ouwm fd:fd size:uint32 tuple:socktuple
31 sendto < io-write uwm res:errno data:bytebuf fd:fd size:uint32 tuple:socktuple
32 recv > io-read our fd:fd size:uint32
33 recv < io-read ur res:errno data:bytebuf fd:fd size:uint32 tuple:socktuple
34 recvfrom > io-read ourm fd:fd size:uint32
35 recvfrom < io-read urm res:errno data:bytebuf tuple:socktuple fd:fd size:uint32
36 shutdown > net oum fd:fd how:enumflags8/shutdown_how%x
37 shutdown < net um res:errno fd:fd how:enumflags8/shutdown_how%x
38 getsockname > net o
39 getsockname < net -
40 getpeername > net o
41 getpeername < net -
42 socketpair > ipc ocm domain:enumflags32/socket_families type:uint32 proto:uint32
43 socketpair < ipc cm res:errno fd1:fd fd2:fd source:uint64%x peer:uint64%x domain:enumflags32/socket_families type:uint32 proto:uint32
44 setsockopt > net o
45 setsockopt < net u res:errno fd:fd level:enumflags8/sockopt_levels optname:enumflags8/sockopt_options val:dyn?sockopt optlen:uint32
46 getsockopt > net om
47 getsockopt < net um res:errno fd:fd level:enumflags8/sockopt_levels optname:enumflags8/sockopt_options val:dyn?sockopt optlen:uint32
48 sendmsg > io-write ouwm fd:fd size:uint32 tuple:socktuple
49 sendmsg < io-write uwm res:errno data:bytebuf fd:fd size:uint32 tuple:socktuple
50 sendmmsg > io-write o
51 sendmmsg < io-write uwm res:errno fd:fd size:uint32 data:bytebuf tuple:socktuple
52 recvmsg > io-read ourm fd:fd
53 recvmsg < io-read urm res:errno size:uint32 data:bytebuf tuple:socktuple msgcontrol:bytebuf fd:fd
54 recvmmsg > io-read o
55 recvmmsg < io-read urm res:errno fd:fd size:uint32 data:bytebuf tuple:socktuple msgcontrol:bytebuf
56 accept > net ocm flags:int32%x
57 accept < net ocm fd:fd tuple:socktuple queuepct:uint8
58 creat > file cm name:fspath mode:uint32%o
59 creat < file cm fd:fd name:fspath mode:uint32%o dev:uint32%x ino:uint64 creat_flags:flags16/creat_flags%x
60 pipe > ipc ocm
61 pipe < ipc cm res:errno fd1:fd fd2:fd ino:uint64
62 eventfd > ipc ocm initval:uint64 flags:uint32%x
63 eventfd < ipc cm res:fd initval:uint64 flags:uint32%x
64 futex > ipc o addr:uint64%x op:flags16/futex_operations%x val:uint64
65 futex < ipc - res:errno addr:uint64%x op:flags16/futex_operations%x val:uint64
66 stat > file o
67 stat < file - res:errno path:fspath
68 lstat > file o
69 lstat < file - res:errno path:fspath
70 fstat > file ou fd:fd
71 fstat < file u res:errno fd:fd
72 stat64 > file o
73 stat64 < file - res:errno path:fspath
74 lstat64 > file o
75 lstat64 < file - res:errno path:fspath
76 fstat64 > file ou fd:fd
77 fstat64 < file - res:errno
78 epoll_wait > wait ot maxevents:errno
79 epoll_wait < wait t res:errno maxevents:errno
80 poll > wait ot fds:fdlist timeout:int64
81 poll < wait t res:errno fds:fdlist timeout:int64
82 select > wait ot
83 select < wait t res:errno
84 select > wait ot
85 select < wait ot res:errno
86 lseek > file ou fd:fd offset:uint64 whence:enumflags8/lseek_whence
87 lseek < file u res:errno fd:fd offset:uint64 whence:enumflags8/lseek_whence
88 llseek > file ou fd:fd offset:uint64 whence:enumflags8/lseek_whence
89 llseek < file u res:errno fd:fd offset:uint64 whence:enumflags8/lseek_whence
90 ioctl > io-other ou fd:fd request:uint64%x
91 ioctl < io-other ou res:errno
92 getcwd > file o
93 getcwd < file - res:errno path:charbuf
94 chdir > file om
95 chdir < file m res:errno path:charbuf
96 fchdir > file oum fd:fd
97 fchdir < file um res:errno fd:fd
98 mkdir > file o path:fspath mode:uint32%x
99 mkdir < file o res:errno
100 rmdir > file o path:fspath
101 rmdir < file o res:errno
102 openat > file ocm dirfd:fd name:charbuf flags:flags32/file_flags%x mode:uint32%o
103 openat < file ocm fd:fd
104 link > file o oldpath:fspath newpath:fspath
105 link < file o res:errno
106 linkat > file o olddir:fd oldpath:charbuf newdir:fd newpath:charbuf
107 linkat < file o res:errno
108 unlink > file o path:fspath
109 unlink < file o res:errno
110 unlinkat > file o dirfd:fd name:charbuf
111 unlinkat < file o res:errno
112 pread > io-read our fd:fd size:uint32 pos:uint64
113 pread < io-read ur res:errno data:bytebuf fd:fd size:uint32 pos:uint64
114 pwrite > io-write ouw fd:fd size:uint32 pos:uint64
115 pwrite < io-write uw res:errno data:bytebuf fd:fd size:uint32 pos:uint64
116 readv > io-read our fd:fd
117 readv < io-read ur res:errno size:uint32 data:bytebuf fd:fd
118 writev > io-write ouw fd:fd size:uint32
119 writev < io-write uw res:errno data:bytebuf fd:fd size:uint32
120 preadv > io-read our fd:fd pos:uint64
121 preadv < io-read ur res:errno size:uint32 data:bytebuf fd:fd pos:uint64
122 pwritev > io-write ouw fd:fd size:uint32 pos:uint64
123 pwritev < io-write uw res:errno data:bytebuf fd:fd size:uint32 pos:uint64
124 dup > io-other ocum fd:fd
125 dup < io-other ocum res:fd
126 signalfd > signal ocm fd:fd mask:uint32%x flags:uint8%x
127 signalfd < signal cm res:fd fd:fd mask:uint32%x flags:uint8%x
128 kill > signal o pid:pid sig:sigtype
129 kill < signal - res:errno pid:pid sig:sigtype
130 tkill > signal o tid:pid sig:sigtype
131 tkill < signal - res:errno tid:pid sig:sigtype
132 tgkill > signal o pid:pid tid:pid sig:sigtype
133 tgkill < signal - res:errno pid:pid tid:pid sig:sigtype
134 nanosleep > sleep ot interval:reltime
135 nanosleep < sleep t res:errno interval:reltime
136 timerfd_create > time ocm clockid:uint8 flags:uint8%x
137 timerfd_create < time cm res:fd clockid:uint8 flags:uint8%x
138 inotify_init > ipc ocm flags:uint8%x
139 inotify_init < ipc cm res:fd flags:uint8%x
140 getrlimit > process o resource:enumflags8/rlimit_resources
141 getrlimit < process - res:errno cur:int64 max:int64 resource:enumflags8/rlimit_resources
142 setrlimit > process o resource:enumflags8/rlimit_resources
143 setrlimit < process - res:errno cur:int64 max:int64 resource:enumflags8/rlimit_resources
144 prlimit > process o pid:pid resource:enumflags8/rlimit_resources
145 prlimit < process - res:errno newcur:int64 newmax:int64 oldcur:int64 oldmax:int64 pid:int64 resource:enumflags8/rlimit_resources
146 switch > scheduler os next:pid
147 NA < unknown n
148 drop > internal s ratio:uint32
149 drop < internal s ratio:uint32
150 fcntl > io-other oum fd:fd cmd:enumflags8/fcntl_commands
151 fcntl < io-other um res:fd fd:fd cmd:enumflags8/fcntl_commands arg:uint64%x
152 switch > scheduler - next:pid pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32
153 NA < unknown n
154 execve > process om
155 execve < process om res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32
156 clone > process om
157 clone < process om res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 flags:flags32/clone_flags%x uid:uint32 gid:uint32
158 brk > memory o addr:uint64%x
159 brk < memory - res:uint64%x vm_size:uint32 vm_rss:uint32 vm_swap:uint32 addr:uint64%x
160 mmap > memory ou addr:uint64%x length:uint64 prot:flags32/prot_flags%x flags:flags32/mmap_flags%x fd:fd offset:uint64
161 mmap < memory u res:errno%x vm_size:uint32 vm_rss:uint32 vm_swap:uint32 addr:uint64%x length:uint64 prot:flags32/prot_flags%x flags:flags32/mmap_flags%x fd:fd offset:uint64
162 mmap2 > memory ou addr:uint64%x length:uint64 prot:flags32/prot_flags%x flags:flags32/mmap_flags%x fd:fd pgoffset:uint64
163 mmap2 < memory u res:errno%x vm_size:uint32 vm_rss:uint32 vm_swap:uint32 addr:uint64%x length:uint64 prot:flags32/prot_flags%x flags:flags32/mmap_flags%x fd:fd pgoffset:uint64
164 munmap > memory o addr:uint64%x length:uint64
165 munmap < memory - res:errno vm_size:uint32 vm_rss:uint32 vm_swap:uint32 addr:uint64%x length:uint64
166 splice > io-other ou fd_in:fd fd_out:fd size:uint64 flags:flags32/splice_flags%x
167 splice < io-other u res:errno fd_in:fd fd_out:fd size:uint64 flags:flags32/splice_flags%x
168 ptrace > process o request:enumflags16/ptrace_requests pid:pid
169 ptrace < process - res:errno addr:dyn?ptrace%x data:dyn?ptrace%x request:enumflags16/ptrace_requests pid:pid
170 ioctl > io-other ou fd:fd request:uint64%x argument:uint64%x
171 ioctl < io-other u res:errno fd:fd request:uint64%x argument:uint64%x
172 execve > process om
173 execve < process om res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 env:bytebuf
174 rename > file o
175 rename < file - res:errno oldpath:fspath newpath:fspath
176 renameat > file o
177 renameat < file - res:errno olddirfd:fd oldpath:fsrelpath@1 newdirfd:fd newpath:fsrelpath@3
178 symlink > file o
179 symlink < file - res:errno target:charbuf linkpath:fspath
180 symlinkat > file o
181 symlinkat < file u res:errno target:charbuf linkdirfd:fd linkpath:fsrelpath@2
182 fork > process om
183 fork < process om res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 flags:flags32/clone_flags%x uid:uint32 gid:uint32
184 vfork > process om
185 vfork < process om res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 flags:flags32/clone_flags%x uid:uint32 gid:uint32
186 procexit > process m status:errno ret:errno sig:sigtype core:uint8 reaper_tid:pid
187 NA < unknown n
188 sendfile > io-write ou out_fd:fd in_fd:fd offset:uint64 size:uint64
189 sendfile < io-write u res:errno offset:uint64 out_fd:fd in_fd:fd size:uint64
190 quotactl > user o cmd:flags16/quotactl_cmds type:flags8/quotactl_types id:uint32 quota_fmt:flags8/quotactl_quota_fmts
191 quotactl < user - res:errno special:charbuf quotafilepath:charbuf dqb_bhardlimit:uint64 dqb_bsoftlimit:uint64 dqb_curspace:uint64 dqb_ihardlimit:uint64 dqb_isoftlimit:uint64 dqb_btime:reltime dqb_itime:reltime dqi_bgrace:reltime dqi_igrace:reltime dqi_flags:flags8/quotactl_dqi_flags quota_fmt_out:flags8/quotactl_quota_fmts cmd:flags16/quotactl_cmds type:flags8/quotactl_types id:uint32 quota_fmt:flags8/quotactl_quota_fmts
192 setresuid > user om ruid:uid euid:uid suid:uid
193 setresuid < user m res:errno ruid:uid euid:uid suid:uid
194 setresgid > user om rgid:gid egid:gid sgid:gid
195 setresgid < user m res:errno rgid:gid egid:gid sgid:gid
196 scapevent > internal s event_type:uint32 event_data:uint64
197 NA < unknown n
198 setuid > user om uid:uid
199 setuid < user m res:errno uid:uid
200 setgid > user om gid:gid
201 setgid < user m res:errno gid:gid
202 getuid > user o
203 getuid < user - uid:uid
204 geteuid > user o
205 geteuid < user - euid:uid
206 getgid > user o
207 getgid < user - gid:gid
208 getegid > user o
209 getegid < user - egid:gid
210 getresuid > user o
211 getresuid < user - res:errno ruid:uid euid:uid suid:uid
212 getresgid > user o
213 getresgid < user - res:errno rgid:gid egid:gid sgid:gid
214 execve > process om
215 execve < process om res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf env:bytebuf
216 clone > process om
217 clone < process om res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf flags:flags32/clone_flags%x uid:uint32 gid:uint32
218 fork > process om
219 fork < process om res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf flags:flags32/clone_flags%x uid:uint32 gid:uint32
220 vfork > process om
221 vfork < process om res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf flags:flags32/clone_flags%x uid:uint32 gid:uint32
222 clone > process om
223 clone < process m res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf flags:flags32/clone_flags%x uid:uint32 gid:uint32 vtid:pid vpid:pid pidns_init_start_ts:uint64
224 fork > process om
225 fork < process m res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf flags:flags32/clone_flags%x uid:uint32 gid:uint32 vtid:pid vpid:pid pidns_init_start_ts:uint64
226 vfork > process om
227 vfork < process m res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf flags:flags32/clone_flags%x uid:uint32 gid:uint32 vtid:pid vpid:pid pidns_init_start_ts:uint64
228 container > internal osm id:charbuf type:uint32 name:charbuf image:charbuf
229 NA < unknown n
230 execve > process om
231 execve < process om res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf env:bytebuf
232 signaldeliver > signal - spid:pid dpid:pid sig:sigtype
233 NA < unknown n
234 procinfo > internal s cpu_usr:uint64 cpu_sys:uint64
235 NA < unknown n
236 getdents > file ou fd:fd
237 getdents < file u res:errno fd:fd
238 getdents64 > file ou fd:fd
239 getdents64 < file u res:errno fd:fd
240 setns > process ou fd:fd nstype:flags32/clone_flags%x
241 setns < process u res:errno fd:fd nstype:flags32/clone_flags%x
242 flock > file ou fd:fd operation:flags32/flock_flags%x
243 flock < file u res:errno fd:fd operation:flags32/flock_flags%x
244 cpu_hotplug > system sm cpu:uint32 action:uint32
245 NA < unknown n
246 accept > net ocm
247 accept < net cm fd:fd tuple:socktuple queuepct:uint8 queuelen:uint32 queuemax:uint32
248 accept > net ocm flags:int32%x
249 accept < net ocm fd:fd tuple:socktuple queuepct:uint8 queuelen:uint32 queuemax:uint32
250 semop > process o semid:int32
251 semop < process - res:errno nsops:uint32 sem_num_0:uint16 sem_op_0:int16 sem_flg_0:flags16/semop_flags%x sem_num_1:uint16 sem_op_1:int16 sem_flg_1:flags16/semop_flags%x semid:int32
252 semctl > process o semid:int32 semnum:int32 cmd:flags16/semctl_commands%x val:int32
253 semctl < process - res:errno semid:int32 semnum:int32 cmd:flags16/semctl_commands%x val:int32
254 ppoll > wait ot fds:fdlist timeout:reltime sigmask:sigset
255 ppoll < wait t res:errno fds:fdlist timeout:reltime sigmask:sigset
256 mount > file om flags:flags32/mount_flags%x
257 mount < file m res:errno dev:charbuf dir:fspath type:charbuf flags:flags32/mount_flags%x
258 umount > file om flags:flags32/umount_flags%x
259 umount < file om res:errno name:fspath
260 k8s > internal osm json:charbuf
261 NA < unknown n
262 semget > process o key:int32%x nsems:int32 semflg:flags32/semget_flags%x
263 semget < process - res:errno key:int32%x nsems:int32 semflg:flags32/semget_flags%x
264 access > file o mode:flags32/access_flags%x
265 access < file - res:errno name:fspath mode:flags32/access_flags%x
266 chroot > process om
267 chroot < process m res:errno path:fspath
268 tracer > other o id:int64 tags:charbufarray args:charbuf_pair_array
269 NA < unknown n id:int64 tags:charbufarray args:charbuf_pair_array
270 mesos > internal osm json:charbuf
271 NA < unknown n
272 container > process om json:charbuf
273 NA < unknown n
274 setsid > process om
275 setsid < process m res:pid
276 mkdir > file o mode:uint32%x
277 mkdir < file - res:errno path:fspath mode:uint32%x
278 rmdir > file o
279 rmdir < file - res:errno path:fspath
280 notification > other s id:charbuf desc:charbuf
281 NA < unknown n
282 execve > process om
283 execve < process om res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf env:bytebuf tty:int32
284 unshare > process o flags:flags32/clone_flags%x
285 unshare < process - res:errno flags:flags32/clone_flags%x
286 infra > internal s source:charbuf name:charbuf description:charbuf scope:charbuf
287 NA < unknown n
288 execve > process om filename:fspath
289 execve < process om res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf env:bytebuf tty:int32
290 page_fault > other s addr:uint64%x ip:uint64%x error:flags32/pf_flags%x
291 NA < unknown n
292 execve > process om filename:fspath
293 execve < process m res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf env:bytebuf tty:uint32 vpgid:pid loginuid:uid flags:flags32/execve_flags%x cap_inheritable:uint64%x cap_permitted:uint64%x cap_effective:uint64%x exe_ino:uint64 exe_ino_ctime:abstime exe_ino_mtime:abstime uid:uid trusted_exepath:fspath pgid:pid gid:gid filename:fspath
294 setpgid > process o pid:pid pgid:pid
295 setpgid < process - res:errno pid:pid pgid:pid
296 bpf > other oc cmd:int64
297 bpf < other oc res_or_fd:dyn?bpf
298 seccomp > other o op:uint64 flags:uint64%x
299 seccomp < other - res:errno op:uint64 flags:uint64%x
300 unlink > file o
301 unlink < file - res:errno path:fspath
302 unlinkat > file o
303 unlinkat < file u res:errno dirfd:fd name:fsrelpath@1 flags:flags32/unlinkat_flags%x
304 mkdirat > file o
305 mkdirat < file u res:errno dirfd:fd path:fsrelpath@1 mode:uint32%x
306 openat > file cm dirfd:fd name:fsrelpath@0 flags:flags32/file_flags%x mode:uint32%o
307 openat < file cm fd:fd dirfd:fd name:fsrelpath@1 flags:flags32/file_flags%x mode:uint32%o dev:uint32%x ino:uint64
308 link > file o
309 link < file - res:errno oldpath:fspath newpath:fspath
310 linkat > file o
311 linkat < file - res:errno olddir:fd oldpath:fsrelpath@1 newdir:fd newpath:fsrelpath@3 flags:flags32/linkat_flags%x
312 fchmodat > file o
313 fchmodat < file u res:errno dirfd:fd filename:fsrelpath@1 mode:mode/chmod_mode%o
314 chmod > file o
315 chmod < file - res:errno filename:fspath mode:mode/chmod_mode%o
316 fchmod > file o
317 fchmod < file u res:errno fd:fd mode:mode/chmod_mode%o
318 renameat2 > file o
319 renameat2 < file - res:errno olddirfd:fd oldpath:fsrelpath@1 newdirfd:fd newpath:fsrelpath@3 flags:flags32/renameat2_flags%x
320 userfaultfd > file ocm
321 userfaultfd < file cm res:errno flags:flags32/file_flags%x
322 pluginevent > other l plugin_id:uint32 event_data:bytebuf
323 NA < unknown n
324 container > process ml json:charbuf
325 NA < unknown n
326 openat2 > file cm dirfd:fd name:fsrelpath@0 flags:flags32/file_flags%x mode:uint32%o resolve:flags32/openat2_flags%x
327 openat2 < file cm fd:fd dirfd:fd name:fsrelpath@1 flags:flags32/file_flags%x mode:uint32%o resolve:flags32/openat2_flags%x dev:uint32%x ino:uint64
328 mprotect > memory o addr:uint64%x length:uint64 prot:flags32/prot_flags%x
329 mprotect < memory - res:errno addr:uint64%x length:uint64 prot:flags32/prot_flags%x
330 execveat > process om dirfd:fd pathname:fsrelpath@0 flags:flags32/execveat_flags%x
331 execveat < process m res:errno exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:uint64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf env:bytebuf tty:uint32 vpgid:pid loginuid:uid flags:flags32/execve_flags%x cap_inheritable:uint64%x cap_permitted:uint64%x cap_effective:uint64%x exe_ino:uint64 exe_ino_ctime:abstime exe_ino_mtime:abstime uid:uid trusted_exepath:fspath pgid:pid gid:gid
332 copy_file_range > file ourw fdin:fd offin:uint64 len:uint64
333 copy_file_range < file urw res:errno fdout:fd offout:uint64 fdin:fd offin:uint64 len:uint64
334 clone3 > process om
335 clone3 < process m res:pid exe:charbuf args:bytebuf tid:pid pid:pid ptid:pid cwd:charbuf fdlimit:int64 pgft_maj:uint64 pgft_min:uint64 vm_size:uint32 vm_rss:uint32 vm_swap:uint32 comm:charbuf cgroups:bytebuf flags:flags32/clone_flags%x uid:uint32 gid:uint32 vtid:pid vpid:pid pidns_init_start_ts:uint64
336 open_by_handle_at > file ocm
337 open_by_handle_at < file cm fd:fd mountfd:fd flags:flags32/file_flags%x path:fspath dev:uint32%x ino:uint64
338 io_uring_setup > io-other ocm
339 io_uring_setup < io-other cm res:errno entries:uint32 sq_entries:uint32 cq_entries:uint32 flags:flags32/io_uring_setup_flags%x sq_thread_cpu:uint32 sq_thread_idle:uint32 features:flags32/io_uring_setup_feats%x
340 io_uring_enter > io-other o
341 io_uring_enter < io-other u res:errno fd:fd to_submit:uint32 min_complete:uint32 flags:flags32/io_uring_enter_flags%x sig:sigset
342 io_uring_register > io-other o
343 io_uring_register < io-other u res:errno fd:fd opcode:enumflags16/io_uring_register_opcodes arg:uint64%x nr_args:uint32
344 mlock > memory o
345 mlock < memory - res:errno addr:uint64%x len:uint64
346 munlock > memory o
347 munlock < memory - res:errno addr:uint64%x len:uint64
348 mlockall > memory o
349 mlockall < memory - res:errno flags:flags32/mlockall_flags%x
350 munlockall > memory o
351 munlockall < memory - res:errno
352 capset > process om
353 capset < process m res:errno cap_inheritable:uint64%x cap_permitted:uint64%x cap_effective:uint64%x
354 useradded > process m uid:uint32 gid:uint32 name:charbuf home:charbuf shell:charbuf container_id:charbuf
355 NA < unknown n
356 userdeleted > process m uid:uint32 gid:uint32 name:charbuf home:charbuf shell:charbuf container_id:charbuf
357 NA < unknown n
358 groupadded > process m gid:uint32 name:charbuf container_id:charbuf
359 NA < unknown n
360 groupdeleted > process m gid:uint32 name:charbuf container_id:charbuf
361 NA < unknown n
362 dup2 > io-other ocum fd:fd
363 dup2 < io-other cum res:fd oldfd:fd newfd:fd
364 dup3 > io-other ocum fd:fd
365 dup3 < io-other cum res:fd oldfd:fd newfd:fd flags:flags32/file_flags%x
366 dup > io-other ocum fd:fd
367 dup < io-other cum res:fd oldfd:fd
368 bpf > other oc cmd:int64
369 bpf < other c fd:fd cmd:enumflags32/bpf_commands
370 mlock2 > memory o
371 mlock2 < memory - res:errno addr:uint64%x len:uint64 flags:flags32/mlock2_flags%x
372 fsconfig > system o
373 fsconfig < system u res:errno fd:fd cmd:enumflags32/fsconfig_cmds key:charbuf value_bytebuf:bytebuf value_charbuf:charbuf aux:int32
374 epoll_create > wait ocm size:int32
375 epoll_create < wait cm res:errno size:int32
376 epoll_create1 > wait ocm flags:flags32/epoll_create1_flags%x
377 epoll_create1 < wait cm res:errno flags:flags32/epoll_create1_flags%x
378 chown > file o
379 chown < file - res:errno path:fspath uid:uint32 gid:uint32
380 lchown > file o
381 lchown < file - res:errno path:fspath uid:uint32 gid:uint32
382 fchown > file o
383 fchown < file u res:errno fd:fd uid:uint32 gid:uint32
384 fchownat > file o
385 fchownat < file u res:errno dirfd:fd pathname:fsrelpath@1 uid:uint32 gid:uint32 flags:flags32/fchownat_flags%x
386 umount > file om
387 umount < file m res:errno name:fspath
388 accept4 > net ocm flags:int32%x
389 accept4 < net cm fd:fd tuple:socktuple queuepct:uint8 queuelen:uint32 queuemax:uint32 flags:int32%x
390 umount2 > file om flags:flags32/umount_flags%x
391 umount2 < file m res:errno name:fspath flags:flags32/umount_flags%x
392 pipe2 > ipc ocm
393 pipe2 < ipc cm res:errno fd1:fd fd2:fd ino:uint64 flags:flags32/file_flags%x
394 inotify_init1 > ipc ocm
395 inotify_init1 < ipc cm res:fd flags:flags16/file_flags%x
396 eventfd2 > ipc ocm initval:uint64
397 eventfd2 < ipc cm res:fd flags:flags16/file_flags%x initval:uint64
398 signalfd4 > signal ocm fd:fd mask:uint32%x
399 signalfd4 < signal cm res:fd flags:flags16/file_flags%x fd:fd mask:uint32%x
400 prctl > process om
401 prctl < process m res:errno option:enumflags32/prctl_options arg2_str:charbuf arg2_int:int64
402 asyncevent > other l plugin_id:uint32 name:charbuf data:bytebuf
403 NA < unknown n
404 memfd_create > memory ocm
405 memfd_create < memory cm fd:fd name:charbuf flags:flags32/memfd_create_flags%x
406 pidfd_getfd > process ocm
407 pidfd_getfd < process cm fd:fd pid_fd:fd target_fd:fd flags:uint32%x
408 pidfd_open > process ocm
409 pidfd_open < process cm fd:fd pid:pid flags:flags32/pidfd_open_flags%x
410 init_module > other o
411 init_module < other - res:errno img:bytebuf length:uint64 uargs:charbuf
412 finit_module > other o
413 finit_module < other ur res:errno fd:fd uargs:charbuf flags:flags32/finit_module_flags%x
414 mknod > other o
415 mknod < other - res:errno path:fspath mode:mode/mknod_mode%o dev:uint32
416 mknodat > other o
417 mknodat < other u res:errno dirfd:fd path:fsrelpath@1 mode:mode/mknod_mode%o dev:uint32
418 newfstatat > file o
419 newfstatat < file u res:errno dirfd:fd path:fsrelpath@1 flags:flags32/newfstatat_flags%x
420 process_vm_readv > ipc o
421 process_vm_readv < ipc - res:int64 pid:pid data:bytebuf
422 process_vm_writev > ipc o
423 process_vm_writev < ipc - res:int64 pid:pid data:bytebuf
424 delete_module > other o
425 delete_module < other - res:errno name:charbuf flags:flags32/delete_module_flags%x
426 setreuid > user om
427 setreuid < user m res:errno ruid:uid euid:uid
428 setregid > user o
429 setregid < user m res:errno rgid:uid egid:uid
430 task > process m ppid:pid32 pgid:pid32 vpgid:pid32 sid:pid32 comm:charbuf argv:charbufarray exepath:fspath flags:flags32/execve_flags%x env:charbufarray cwd:charbuf fdlimit:uint64 euid:uid egid:gid cap_permitted:uint64%x cap_effective:uint64%x cap_inheritable:uint64%x exe_ino_num:uint64 exe_ino_ctime:abstime exe_ino_mtime:abstime vm_size:uint32 vm_rss:uint32 vm_swap:uint32 pgft_maj:uint64 pgft_min:uint64 vtgid:pid32 vpid:pid32 pidns_init_start_ts:uint64 cgroups:charbufarray root:fspath start_time:abstime tty:uint32 loginuid:uid
431 NA < unknown n
432 task_file_pipe > file m fd:fd32 path:fspath ino_num:uint64
433 NA < unknown n
434 task_file_memfd > file m fd:fd32 path:fspath ino_num:uint64
435 NA < unknown n
436 task_file_regular > file m fd:fd32 path:fspath flags:flags32/file_flags%x mnt_id:uint32 ino_num:uint64
437 NA < unknown n
438 task_file_directory > file m fd:fd32 path:fspath ino_num:uint64
439 NA < unknown n
440 task_file_socket_inet > file m fd:fd32 sk_type:uint16 sk_proto:uint16 local_ip:ipv4addr%x local_port:port%x remote_ip:ipv4addr%x remote_port:port%x ino_num:uint64
441 NA < unknown n
442 task_file_socket_inet6 > file m fd:fd32 sk_type:uint16 sk_proto:uint16 local_ip:ipv6addr%x local_port:port%x remote_ip:ipv6addr%x remote_port:port%x ino_num:uint64
443 NA < unknown n
444 task_file_socket_unix > file m fd:fd32 sk_type:uint16 sk_proto:uint16 sk_pointer:uint64 sun_path:fspath ino_num:uint64
445 NA < unknown n
446 task_file_socket_netlink > file m fd:fd32 sk_type:uint16 sk_proto:uint16 ino_num:uint64
447 NA < unknown n
448 task_file_anon_inode > file m fd:fd32 fd_type:flags8/anon_inode_fd_types path:fspath ino_num:uint64
449 NA < unknown n
450 NA > unknown n
451 close_range < io-other m res:errno first:uint32 last:uint32 flags:flags32/close_range_flags%x
452 NA > unknown n
453 keyctl < other - res:errno operation:enumflags32/keyctl_operations arg2:dyn?keyctl arg3:dyn?keyctl arg4:dyn?keyctl arg5:dyn?keyctl
`;
