/** One message of a server-sent event stream: an event, a position, or both. */
export interface Frame {
  id?: string;
  event?: string;
  data?: string;
}

/** Parses an event stream, however the network cuts it into pieces (WHATWG, 9.2.6). */
export class FrameReader {
  private rest = '';
  private frame: Frame = {};

  /** @returns the frames that this piece completes */
  read(piece: string): Frame[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop()!;
    const frames: Frame[] = [];
    for (const line of lines) {
      if (line) this.take(line);
      else if (Object.keys(this.frame).length) {
        frames.push(this.frame);
        this.frame = {};
      }
    }
    return frames;
  }

  private take(line: string) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line)!;
    if (name === 'data') this.frame.data = this.frame.data === undefined ? value : `${this.frame.data}\n${value}`;
    if (name === 'id' || name === 'event') this.frame[name] = value;
  }
}
