/** A connection as the server sees it. */
export interface Client {
  lastEventId?: string;
  open: boolean;
  send(text: string): void;
  end(): void;
}

/** A server of one event stream that sends what a test wants. */
export class PlayedEventServer {
  /** All connections so far, closed ones included. */
  readonly clients: Client[] = [];
  /** `another` is a server that does not know the positions of the first one; a `strict` one knows nobody, and a `closed` one lets nobody in. */
  is: 'up' | 'down' | 'full' | 'another' | 'strict' | 'closed' = 'up';

  open() {
    return this.clients.filter(client => client.open);
  }

  readonly fetch = async (_url: string, { headers, signal }: { headers: Record<string, string>; signal: AbortSignal }) => {
    if (this.is === 'another' && headers['Last-Event-ID']) return new Response('', { status: 400 });
    if (this.is === 'strict' || this.is === 'closed') {
      this.clients.push({ open: false, send: () => {}, end: () => {} });
      return new Response('', { status: this.is === 'strict' ? 401 : 403 });
    }
    if (this.is === 'down' || this.is === 'full') {
      this.clients.push({ open: false, send: () => {}, end: () => {} });
      if (this.is === 'full') return new Response('', { status: 503, headers: { 'Retry-After': '20' } });
      throw new TypeError('Failed to fetch');
    }
    let controller: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: started => void (controller = started) });
    const client: Client = {
      lastEventId: headers['Last-Event-ID'],
      open: true,
      send: text => controller.enqueue(new TextEncoder().encode(text)),
      end() {
        client.open = false;
        controller.close();
      },
    };
    signal.addEventListener('abort', () => {
      if (!client.open) return;
      client.open = false;
      controller.error(signal.reason);
    });
    this.clients.push(client);
    return new Response(body);
  };
}
