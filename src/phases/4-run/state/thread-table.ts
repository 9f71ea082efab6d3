import type { FileDescriptor } from './descriptor.ts';
import { type DescriptorTable, Thread } from './thread.ts';

/** Bounds on what is remembered, against recordings that open and start without end. */
export interface StateLimits {
  readonly threads: number;
  /** Descriptors of all processes together, and of one: a process that starts gets those of another. */
  readonly descriptors: number;
  readonly descriptorsOfOne: number;
  /** Characters of all that is remembered: arguments, environments, paths. */
  readonly text: number;
}

export const defaultStateLimits: StateLimits = {
  threads: 131_072,
  descriptors: 1_000_000,
  descriptorsOfOne: 4_096,
  text: 256 * 1024 * 1024,
};

/** Most ancestors that are looked at: a chain may be made into a circle. */
const maxAncestors = 64;

/** Threads by number, with who started whom. What goes beyond the limits is forgotten and counted. */
export class ThreadTable {
  readonly #limits: StateLimits;
  readonly #threads = new Map<number, Thread>();
  /** Threads of a process besides its leader, by the number of the process; none where there is only a leader. */
  readonly #others = new Map<number, Set<Thread>>();
  #descriptors = 0;
  #text = 0;
  /** Threads and descriptors that were not remembered for want of room. */
  forgotten = 0;

  constructor(limits: StateLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#threads.size;
  }

  get(tid: number): Thread | undefined {
    return this.#threads.get(tid);
  }

  values(): IterableIterator<Thread> {
    return this.#threads.values();
  }

  /** The thread of that number, made when there is none. */
  of(tid: number): Thread {
    const found = this.#threads.get(tid);
    if (found !== undefined) return found;
    const made = new Thread(tid, tid);
    made.placeholder = true;
    // What happens in no thread has a number below zero, and is nobody's parent.
    if (tid >= 0) this.add(made);
    return made;
  }

  /** Puts the thread in place of the one that had its number. */
  add(thread: Thread): void {
    const before = this.#threads.get(thread.tid);
    if (before !== undefined) this.#drop(before);
    else if (this.#threads.size >= this.#limits.threads) {
      this.forgotten += 1;
      return;
    }
    this.#threads.set(thread.tid, thread);
    this.#enlist(thread);
    this.link(thread, thread.parent);
    this.weigh(thread);
  }

  /** The thread turns out to be one of another process. */
  regroup(thread: Thread, pid: number): void {
    if (thread.pid === pid) return;
    this.#delist(thread);
    thread.pid = pid;
    if (this.#threads.get(thread.tid) === thread) this.#enlist(thread);
  }

  /** Threads of the process, its leader among them while it has not ended. */
  countThreads(pid: number): number {
    const leader = this.#threads.get(pid);
    const alone = leader?.isLeader === true && !leader.ended ? 1 : 0;
    return alone + (this.#others.get(pid)?.size ?? 0);
  }

  /** A process that becomes another program keeps the one thread that is its leader. */
  keepLeader(leader: Thread): void {
    leader.ended = false;
    for (const other of [...(this.#others.get(leader.pid) ?? [])]) this.remove(other, undefined);
  }

  /**
   * Threads that a list names share the descriptors and the place of their process, as all threads do that libraries of C start. The leader may come before
   * or after them.
   */
  share(thread: Thread): void {
    const leader = this.#threads.get(thread.pid);
    if (leader === undefined || !leader.isLeader) return;
    for (const other of thread.isLeader ? (this.#others.get(thread.pid) ?? []) : [thread]) {
      other.descriptors = leader.descriptors;
      other.place = leader.place;
    }
  }

  /** What is remembered of a thread has changed: beyond the limit its texts go. */
  weigh(thread: Thread): void {
    this.#text -= thread.weight;
    thread.weight = thread.measure();
    if (this.#text + thread.weight > this.#limits.text) {
      thread.forgetTexts();
      thread.weight = thread.measure();
      this.forgotten += 1;
    }
    this.#text += thread.weight;
  }

  /** Whether there is room for a text that is kept for good; it is taken when there is. */
  takeRoom(length: number): boolean {
    if (this.#text + length > this.#limits.text) {
      this.forgotten += 1;
      return false;
    }
    this.#text += length;
    return true;
  }

  /** Says who the parent of a thread is. */
  link(thread: Thread, parent: number): void {
    this.#threads.get(thread.parent)?.children.delete(thread.tid);
    thread.parent = parent;
    if (parent !== thread.tid) this.#threads.get(parent)?.children.add(thread.tid);
  }

  /** The thread is gone. Its children become those of `reaper`, where that is known; without, they keep naming it. */
  remove(thread: Thread, reaper: number | undefined): void {
    if (this.#threads.get(thread.tid) !== thread) return;
    if (thread.isLeader && this.#others.has(thread.pid)) {
      // A process lives as long as one of its threads does.
      thread.ended = true;
      return;
    }
    if (reaper !== undefined && reaper > 0) {
      for (const tid of [...thread.children]) {
        const child = this.#threads.get(tid);
        if (child !== undefined) this.link(child, reaper);
      }
    }
    this.#threads.get(thread.parent)?.children.delete(thread.tid);
    this.#threads.delete(thread.tid);
    this.#drop(thread);
    if (thread.isLeader) return;
    const leader = this.#threads.get(thread.pid);
    if (leader?.ended === true && !this.#others.has(thread.pid)) this.remove(leader, reaper);
  }

  /** The number of a thread was given to another: it is gone, and so are all the threads of the process that it led. */
  forget(thread: Thread): void {
    if (thread.isLeader) this.keepLeader(thread);
    this.remove(thread, undefined);
  }

  clear(): void {
    this.#threads.clear();
    this.#others.clear();
    this.#descriptors = 0;
    this.#text = 0;
  }

  /** The leader of the thread's process, or the thread where that is not known. */
  leader(thread: Thread): Thread {
    return thread.isLeader ? thread : (this.#threads.get(thread.pid) ?? thread);
  }

  /** The process that started this one; undefined when it is not known. */
  parent(thread: Thread): Thread | undefined {
    const { parent } = this.leader(thread);
    const found = this.#threads.get(parent);
    return found === undefined ? undefined : this.leader(found);
  }

  /** Ancestors, the nearest first. */
  *ancestors(thread: Thread): Generator<Thread> {
    const seen = new Set<Thread>([this.leader(thread)]);
    for (let at = this.parent(thread); at !== undefined && seen.size <= maxAncestors; at = this.parent(at)) {
      if (seen.has(at)) return;
      seen.add(at);
      yield at;
    }
  }

  /** Notes what a descriptor stands for. */
  open(thread: Thread, fd: number, descriptor: FileDescriptor): void {
    const table = thread.descriptors;
    const { descriptors, descriptorsOfOne, text } = this.#limits;
    this.close(thread, fd);
    const full = this.#descriptors >= descriptors || table.size >= descriptorsOfOne;
    if (full || this.#text + descriptor.name.length > text) {
      this.forgotten += 1;
      return;
    }
    this.#hold(descriptor);
    table.set(fd, descriptor);
  }

  close(thread: Thread, fd: number): void {
    const descriptor = thread.descriptors.get(fd);
    if (descriptor === undefined) return;
    thread.descriptors.delete(fd);
    this.#release(descriptor);
  }

  /** Descriptors of a process that starts as a copy of another: the same open files, in a table of its own. */
  copyDescriptors(from: DescriptorTable): DescriptorTable {
    if (this.#descriptors + from.size > this.#limits.descriptors) {
      this.forgotten += from.size;
      return new Map();
    }
    for (const descriptor of from.values()) this.#hold(descriptor);
    return new Map(from);
  }

  #enlist(thread: Thread): void {
    if (thread.isLeader) return;
    const others = this.#others.get(thread.pid);
    if (others === undefined) this.#others.set(thread.pid, new Set([thread]));
    else others.add(thread);
  }

  #delist(thread: Thread): void {
    const others = this.#others.get(thread.pid);
    others?.delete(thread);
    if (others?.size === 0) this.#others.delete(thread.pid);
  }

  /** Descriptors shared with other threads go with the leader. */
  #drop(thread: Thread): void {
    this.#text -= thread.weight;
    thread.weight = 0;
    this.#delist(thread);
    if (!thread.isLeader || thread.borrowsDescriptors) return;
    for (const descriptor of thread.descriptors.values()) this.#release(descriptor);
    thread.descriptors.clear();
  }

  #hold(descriptor: FileDescriptor): void {
    this.#descriptors += 1;
    if (descriptor.holders === 0) {
      descriptor.weight = descriptor.name.length;
      this.#text += descriptor.weight;
    }
    descriptor.holders += 1;
  }

  #release(descriptor: FileDescriptor): void {
    this.#descriptors -= 1;
    descriptor.holders -= 1;
    if (descriptor.holders === 0) this.#text -= descriptor.weight;
  }
}
