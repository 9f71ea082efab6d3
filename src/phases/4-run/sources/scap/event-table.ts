import { defined } from '../../../../core/index.ts';
import { eventTableData } from './event-table-data.ts';
import { type NumberKind, numberKinds, type ParameterType } from './parameter-types.ts';

/** A parameter of an event. */
export interface EventParameter {
  readonly name: string;
  readonly index: number;
  readonly type: ParameterType;
  /** Names of flags, in `flagTables`. */
  readonly flags?: string;
  /** Index of the directory descriptor that a path of type `fsrelpath` starts from. */
  readonly directory?: number;
  /** Kinds of values of type `dyn`: see `dynamicTypes`. */
  readonly variants?: string;
  readonly base: 8 | 10 | 16;
  /** How its value is read where it is a number. */
  readonly numberKind: NumberKind | undefined;
}

/** One shape of an event. */
export interface EventType {
  readonly code: number;
  readonly name: string;
  /** A call begins (`enter`) or has ended (`exit`). Things that just happen count as `enter`. */
  readonly direction: 'enter' | 'exit';
  readonly category: string;
  readonly parameters: readonly EventParameter[];
  readonly byName: ReadonlyMap<string, EventParameter>;
  readonly createsDescriptor: boolean;
  readonly destroysDescriptor: boolean;
  readonly usesDescriptor: boolean;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly waits: boolean;
  readonly modifiesState: boolean;
  /** Of the recorder or the machine, not of the thread it is told of: a call that the thread is in goes on. */
  readonly aside: boolean;
  /** An older shape. Of such events, those that begin a call only complete the one that ends it. */
  readonly old: boolean;
  readonly unused: boolean;
}

/** Types of the values of `dyn` parameters, by the value's first byte. */
export const dynamicTypes: Readonly<Record<string, readonly ParameterType[]>> = {
  sockopt: ['bytebuf', 'errno', 'uint32', 'uint64', 'reltime'],
  ptrace: ['uint64', 'sigtype'],
  bpf: ['fd', 'errno'],
  keyctl: ['int64', 'charbuf'],
};

function readParameter(text: string, index: number): EventParameter {
  const parts = /^(\w+):(\w+)(?:\/(\w+))?(?:@(\d+))?(?:\?(\w+))?(?:%([xo]))?$/.exec(text);
  if (parts === null) throw new Error(`the event table has a parameter "${text}"`);
  const [, name = '', type = '', flags, directory, variants, base] = parts;
  return {
    name,
    index,
    type: type as ParameterType,
    base: base === 'x' ? 16 : base === 'o' ? 8 : 10,
    numberKind: numberKinds[type as ParameterType],
    ...defined({ flags }),
    ...(directory === undefined ? {} : { directory: Number(directory) }),
    ...defined({ variants }),
  };
}

function readLine(line: string): EventType {
  const [code = '', name = '', direction, category = '', traits = '', ...parameters] = line.split(' ');
  const has = (trait: string): boolean => traits.includes(trait);
  const read = parameters.map(readParameter);
  return {
    code: Number(code),
    name,
    direction: direction === '<' ? 'exit' : 'enter',
    category,
    parameters: read,
    byName: new Map(read.map((parameter) => [parameter.name, parameter])),
    createsDescriptor: has('c'),
    destroysDescriptor: has('d'),
    usesDescriptor: has('u'),
    reads: has('r'),
    writes: has('w'),
    waits: has('t'),
    modifiesState: has('m'),
    aside: has('s'),
    old: has('o'),
    unused: has('n'),
  };
}

/** Shapes of events by their code. */
export const eventTypes: readonly EventType[] = eventTableData.trim().split('\n').map(readLine);

const current = new Map<string, EventType>();
for (const type of eventTypes) {
  const key = `${type.name} ${type.direction}`;
  if (!type.unused && (!type.old || !current.has(key))) current.set(key, type);
}

/** Whether events of that shape begin a call which one of the next code ends. Whatever else stands as a beginning just happens: `switch`, `signaldeliver` … */
export const beginsCall = ({ code, name, direction, aside }: EventType): boolean => {
  const end = eventTypes[code + 1];
  return direction === 'enter' && !aside && end?.direction === 'exit' && end.name === name && !end.unused;
};

/** The shape that the same event has today. */
export const currentShape = (type: EventType): EventType => current.get(`${type.name} ${type.direction}`) ?? type;
