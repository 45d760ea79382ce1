import type { ComponentChildren, ComponentProps } from 'preact';

type Props = Omit<ComponentProps<'input'>, 'type' | 'role' | 'children' | 'label'> & { children: ComponentChildren };

/** A box to tick, with its label. */
export const Check = ({ children, ...input }: Props) => (
  <label class="check">
    <input type="checkbox" {...input} />
    <span>{children}</span>
  </label>
);
