import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

interface Props {
  title: string;
  children: ComponentChildren;
}

export const Page = ({ title, children }: Props) => {
  useEffect(() => {
    document.title = `${title} · Quick Sell`;
  }, [title]);
  return (
    <>
      <h1 class="visually-hidden">{title}</h1>
      {children}
    </>
  );
};
