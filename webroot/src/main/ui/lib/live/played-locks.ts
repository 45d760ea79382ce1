/** The Web Lock of one name, as specified: granted in order of request, released when its owner is gone, or stolen. */
export class PlayedLocks {
  /** The owner of requests that are made now. */
  owner?: object;
  private queue: { owner?: object; grant: () => Promise<unknown>; reject: (reason: Error) => void }[] = [];
  private held?: { owner?: object; reject: (reason: Error) => void };

  request(_name: string, options: LockOptions, callback: () => Promise<unknown>) {
    const { owner } = this;
    return new Promise((_resolve, reject) => {
      const request = { owner, grant: callback, reject };
      options.signal?.addEventListener('abort', () => {
        this.queue = this.queue.filter(other => other !== request);
        reject(new Error('aborted'));
      });
      if (options.steal) {
        this.held?.reject(new Error('stolen'));
        this.held = undefined;
        this.queue.unshift(request);
      } else {
        this.queue.push(request);
      }
      queueMicrotask(() => this.next());
    });
  }

  release(owner: object) {
    this.queue = this.queue.filter(request => request.owner !== owner);
    if (this.held?.owner !== owner) return;
    this.held = undefined;
    this.next();
  }

  private next() {
    if (this.held || !this.queue.length) return;
    const { owner, grant, reject } = this.queue.shift()!;
    this.held = { owner, reject };
    void grant();
  }
}
