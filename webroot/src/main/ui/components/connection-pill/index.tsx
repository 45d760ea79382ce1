import { connection } from '../../lib/desk';
import { timeOfDay } from '../../lib/format/time';
import type { Connection } from '../../lib/live/stream';
import { Pill, type Tone } from '../pill';

const LOOKS: Record<Connection['state'], { tone: Tone; sign: string }> = {
  connecting: { tone: 'secondary', sign: '…' },
  live: { tone: 'success', sign: '●' },
  reconnecting: { tone: 'warning', sign: '○' },
  offline: { tone: 'danger', sign: '✕' },
};

const words = ({ state, since }: Connection) => {
  switch (state) {
    case 'connecting':
      return 'Connecting';
    case 'live':
      return 'Live';
    case 'reconnecting':
      return 'Reconnecting';
    case 'offline':
      return `Offline since ${timeOfDay(since)}`;
  }
};

/** Whether what the desk shows is live. */
export const ConnectionPill = () => (
  <span role="status" aria-label="Connection">
    {connection.value && <Pill {...LOOKS[connection.value.state]}>{words(connection.value)}</Pill>}
  </span>
);
