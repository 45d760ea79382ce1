import { me } from '../../lib/access/session';
import { density, theme } from '../../lib/browser/look';
import { t } from '../../texts';
import { Icon } from '../icon';
import { Menu, MenuGroup, MenuItem } from '../menu';

interface Props {
  onHelp: () => void;
  onPassword: () => void;
  onLogOut: () => void;
}

const THEMES = { system: t('look.theme.system'), light: t('look.theme.light'), dark: t('look.theme.dark') };
const DENSITIES = { compact: t('look.rows.compact'), comfortable: t('look.rows.comfortable') };

/** Who has logged in, and how they like the desk. */
export const ClerkMenu = ({ onHelp, onPassword, onLogOut }: Props) => (
  <Menu
    label={me.value ? me.value.name : t('look')}
    look="button bare clerk"
    button={
      me.value ? (
        <>
          <span class="initials" aria-hidden="true">{initialsOf(me.value.name)}</span>
          <span class="truncate" translate={false}>{me.value.name}</span>
          <Icon name="down" />
        </>
      ) : (
        <Icon name="settings" />
      )
    }
  >
    <MenuGroup name={t('look.theme')}>
      {theme.choices.map(choice => (
        <MenuItem key={choice} chosen={theme.chosen === choice} onChoose={() => theme.choose(choice)}>{THEMES[choice]}</MenuItem>
      ))}
    </MenuGroup>
    <MenuGroup name={t('look.rows')}>
      {density.choices.map(choice => (
        <MenuItem key={choice} chosen={density.chosen === choice} onChoose={() => density.choose(choice)}>{DENSITIES[choice]}</MenuItem>
      ))}
    </MenuGroup>
    <hr />
    <MenuItem keys="?" onChoose={onHelp}>{t('shell.keys')}</MenuItem>
    {me.value && (
      <>
        <hr />
        <MenuGroup name={[me.value.name, me.value.role].filter(Boolean).join(', ')}>
          <MenuItem onChoose={onPassword}>{t('password.change')}</MenuItem>
          <MenuItem onChoose={onLogOut}>{t('log-out')}</MenuItem>
        </MenuGroup>
      </>
    )}
  </Menu>
);

/** AK for Anna Köhler. */
const initialsOf = (name: string) => {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ''].map(word => Array.from(word ?? '')[0] ?? '').join('').toUpperCase();
};
