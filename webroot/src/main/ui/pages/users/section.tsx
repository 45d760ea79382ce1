import type { ComponentChildren } from 'preact';

interface Props {
  id: string;
  title: string;
  count?: number;
  /** What can be done with all of it. */
  action: ComponentChildren;
  children: ComponentChildren;
}

/** A list of the page, with its name, how many there are, and what can be done. */
export const Section = ({ id, title, count, action, children }: Props) => (
  <section aria-labelledby={id}>
    <div class="section-head">
      <h2 id={id}>{title}</h2>
      {count !== undefined && count > 0 && <span class="count">{count}</span>}
      {action}
    </div>
    {children}
  </section>
);
