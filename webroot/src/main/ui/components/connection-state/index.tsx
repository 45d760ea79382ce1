import { connection, outdated } from '../../lib/desk';
import { timeOfDay } from '../../lib/format/time';
import type { Connection } from '../../lib/live/stream';
import { t } from '../../texts';
import { Icon } from '../icon';

/**
 * Whether what the desk shows is live: a dot if it is, words if it is not. It is the one notice of it in the desk, in room of its own,
 * so that nothing moves; the rows turn grey.
 */
export const ConnectionState = () => (
  <span class="connection" role="status" aria-label={t('connection')}>
    {connection.value && <State of={connection.value} />}
  </span>
);

const State = ({ of: { state, since } }: { of: Connection }) => {
  if (state === 'live') return outdated.value ? <Words>{t('connection.outdated')}</Words> : <Dot full>{t('connection.live')}</Dot>;
  if (state === 'connecting') return <Dot>{t('connection.connecting')}</Dot>;
  return <Words>{state === 'offline' ? t('connection.offline', { time: timeOfDay(since) }) : t('connection.reconnecting')}</Words>;
};

/** What is as it should be, or will be in a moment. */
const Dot = ({ full, children: words }: { full?: boolean; children: string }) => (
  <span class={`signal ${full ? 'full' : ''}`} title={words}>
    <span class="visually-hidden">{words}</span>
  </span>
);

const Words = ({ children }: { children: string }) => (
  <>
    <Icon name="offline" />
    <span>{children}</span>
  </>
);
