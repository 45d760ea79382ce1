interface Request {
  owner?: object;
  grant: () => unknown;
  resolve: () => void;
  reject: (reason: Error) => void;
}

/** Web Locks, as specified: granted in order of request, released when what they were for is done or their owner is gone, or stolen. */
export class PlayedLocks {
  /** The owner of requests that are made now. */
  owner?: object;
  private readonly locks = new Map<string, { queue: Request[]; held?: Request }>();

  request(name: string, ...[options, callback]: [LockOptions, () => unknown] | [() => unknown, undefined?]) {
    const { signal, steal }: LockOptions = typeof options === 'function' ? {} : options;
    const lock = this.locks.get(name) ?? { queue: [] };
    this.locks.set(name, lock);
    return new Promise<void>((resolve, reject) => {
      const request: Request = { owner: this.owner, grant: callback ?? (options as () => unknown), resolve, reject };
      signal?.addEventListener('abort', () => {
        lock.queue = lock.queue.filter(other => other !== request);
        reject(new Error('aborted'));
      });
      if (steal) {
        lock.held?.reject(new Error('stolen'));
        lock.held = undefined;
        lock.queue.unshift(request);
      } else {
        lock.queue.push(request);
      }
      queueMicrotask(() => this.next(name));
    });
  }

  release(owner: object) {
    for (const [name, lock] of this.locks) {
      lock.queue = lock.queue.filter(request => request.owner !== owner);
      if (lock.held?.owner === owner) this.free(name, lock.held);
    }
  }

  private free(name: string, request: Request) {
    const lock = this.locks.get(name)!;
    if (lock.held !== request) return;
    lock.held = undefined;
    this.next(name);
  }

  private next(name: string) {
    const lock = this.locks.get(name)!;
    if (lock.held || !lock.queue.length) return;
    const request = (lock.held = lock.queue.shift()!);
    void Promise.resolve(request.grant()).then(() => {
      request.resolve();
      this.free(name, request);
    });
  }
}
