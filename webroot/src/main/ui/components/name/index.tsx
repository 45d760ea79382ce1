import { marked } from '../../lib/lists/listing';

/** The last words of a name, up to this many signs, where the size of the pack stands. */
const END = /(?<=\S)(?:\s|,(?!\d))(?:[^,]|(?<=\d),(?=\d)){1,14}$/u;

interface Props {
  children: string;
  /** What was searched: its letters are marked. */
  query?: string;
}

/** The name of a product. One that does not fit loses its middle, never its end; pointed at, it is told whole. */
export const Name = ({ children: name, query = '' }: Props) => {
  const cut = name.length - (END.exec(name)?.[0].length ?? 0);
  const parts = query ? marked(name, query) : [name];
  return (
    <span class="name" title={name} translate={false} dir="auto">
      <span>{drawn(parts, 0, cut)}</span>
      {cut < name.length && <span>{drawn(parts, cut, name.length)}</span>}
    </span>
  );
};

/** From one place to another of parts of which each second one is marked. */
function drawn(parts: readonly string[], from: number, to: number) {
  let at = 0;
  return parts.map((part, n) => {
    const shown = part.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += part.length;
    return n % 2 && shown ? <mark key={n}>{shown}</mark> : shown;
  });
}
