/** How the bytes of a parameter are read: see `parameter-value.ts`. */
export type ParameterType =
  | 'abstime'
  | 'bool'
  | 'bytebuf'
  | 'charbuf'
  | 'charbuf_pair_array'
  | 'charbufarray'
  | 'double'
  | 'dyn'
  | 'enumflags16'
  | 'enumflags32'
  | 'enumflags8'
  | 'errno'
  | 'fd'
  | 'fd32'
  | 'fdlist'
  | 'flags16'
  | 'flags32'
  | 'flags8'
  | 'fsrelpath'
  | 'fspath'
  | 'gid'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'int8'
  | 'ipaddr'
  | 'ipnet'
  | 'ipv4addr'
  | 'ipv4net'
  | 'ipv6addr'
  | 'ipv6net'
  | 'l4proto'
  | 'mode'
  | 'pid'
  | 'pid32'
  | 'port'
  | 'reltime'
  | 'sigset'
  | 'sigtype'
  | 'sockaddr'
  | 'sockfamily'
  | 'socktuple'
  | 'syscallid'
  | 'uid'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'uint8';

/** Bytes of values of a fixed size. A shorter value is none; an older capture may have a shorter or longer number, read as it is. */
export type NumberKind = 'signed' | 'unsigned' | 'double' | 'bool';

/** Types whose values are numbers. */
export const numberKinds: Partial<Record<ParameterType, NumberKind>> = {
  bool: 'bool',
  double: 'double',
  errno: 'signed',
  fd: 'signed',
  fd32: 'signed',
  int8: 'signed',
  int16: 'signed',
  int32: 'signed',
  int64: 'signed',
  pid: 'signed',
  pid32: 'signed',
  abstime: 'unsigned',
  enumflags8: 'unsigned',
  enumflags16: 'unsigned',
  enumflags32: 'unsigned',
  flags8: 'unsigned',
  flags16: 'unsigned',
  flags32: 'unsigned',
  gid: 'unsigned',
  l4proto: 'unsigned',
  mode: 'unsigned',
  port: 'unsigned',
  reltime: 'unsigned',
  sigset: 'unsigned',
  sigtype: 'unsigned',
  sockfamily: 'unsigned',
  syscallid: 'unsigned',
  uid: 'unsigned',
  uint8: 'unsigned',
  uint16: 'unsigned',
  uint32: 'unsigned',
  uint64: 'unsigned',
};
