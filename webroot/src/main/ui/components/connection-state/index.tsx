import { connection } from '../../lib/desk';
import { timeOfDay } from '../../lib/format/time';
import type { Connection } from '../../lib/live/stream';
import { Status } from '../status';

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

/** Whether what the desk shows is live: a dot if it is, words if it is not. */
export const ConnectionState = () => {
  const now = connection.value;
  return (
    <span class="connection" role="status" aria-label="Connection" title={now && words(now)}>
      {now?.state === 'live' ? (
        <span class="status dot live"><span>{words(now)}</span></span>
      ) : (
        now && <Status tone={now.state === 'connecting' ? undefined : 'warn'}>{words(now)}</Status>
      )}
    </span>
  );
};
