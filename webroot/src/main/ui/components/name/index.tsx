/** The last words of a name, up to this many signs, where the size of the pack stands. */
const END = /(?<=\S)[\s,][^,]{1,14}$/u;

/** The name of a product. One that does not fit loses its middle, never its end; pointed at, it is told whole. */
export const Name = ({ children: name }: { children: string }) => {
  const end = END.exec(name)?.[0] ?? '';
  return (
    <span class="name" title={name} translate={false} dir="auto">
      <span>{name.slice(0, name.length - end.length)}</span>
      {end && <span>{end}</span>}
    </span>
  );
};
