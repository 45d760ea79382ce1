import { me } from '../../lib/access/session';
import { t } from '../../texts';
import { Icon } from '../icon';
import { soon } from '../later';
import { Menu } from '../menu';
import type { ClerkActions } from './clerk-items';

const ClerkItems = soon(() => import('./clerk-items').then(({ ClerkItems }) => ClerkItems));

/** Who has logged in, and how they like the desk. */
export const ClerkMenu = ({ onHelp, onPassword, onLogOut }: ClerkActions) => (
  <Menu
    label={me.value ? me.value.name : t('shell.look')}
    look="button bare clerk"
    button={
      me.value ? (
        <>
          <span class="initials" data-initials={initialsOf(me.value.name)} />
          <span class="truncate" translate={false}>{me.value.name}</span>
          <Icon name="down" />
        </>
      ) : (
        <Icon name="settings" />
      )
    }
  >
    <ClerkItems onHelp={onHelp} onPassword={onPassword} onLogOut={onLogOut} />
  </Menu>
);

/** AK for Anna Köhler. */
const initialsOf = (name: string) => {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ''].map(word => Array.from(word ?? '')[0] ?? '').join('').toUpperCase();
};
