import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Live } from '../../lib/live';
import { repeatWhileVisible } from '../../lib/repeat';

interface Props {
  title: string;
  /** What the page shows, and therefore keeps fresh while it is open. */
  shows: Live<unknown>[];
  children: ComponentChildren;
}

export const Page = ({ title, shows, children }: Props) => {
  useEffect(() => {
    document.title = `${title} · Quick Sell`;
    const stops = shows.map(live => repeatWhileVisible(() => live.refresh()));
    return () => stops.forEach(stop => stop());
  }, []);
  return (
    <>
      <h1 class="visually-hidden">{title}</h1>
      <div role="alert">
        {shows.filter(live => live.failure.value).map(live => <Stale key={live.name} live={live} />)}
      </div>
      {children}
    </>
  );
};

const Stale = ({ live }: { live: Live<unknown> }) => (
  <p class="alert alert-warning py-2">
    {live.failure.value}{' '}
    {live.asOf.value ? `${live.name} are shown as of ${live.asOf.value.toLocaleTimeString()}.` : `${live.name} are not known yet.`}{' '}
    Trying again every second.
  </p>
);
