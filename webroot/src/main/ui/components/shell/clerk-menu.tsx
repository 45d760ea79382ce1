import { me } from '../../lib/access/session';
import { density, theme } from '../../lib/browser/look';
import { Icon } from '../icon';
import { Menu, MenuGroup, MenuItem } from '../menu';

interface Props {
  onHelp: () => void;
  onPassword: () => void;
  onLogOut: () => void;
}

const THEMES = { system: 'As the system', light: 'Light', dark: 'Dark' };
const DENSITIES = { compact: 'Compact', comfortable: 'Comfortable' };

/** Who has logged in, and how they like the desk. */
export const ClerkMenu = ({ onHelp, onPassword, onLogOut }: Props) => (
  <Menu
    label={me.value ? me.value.name : 'How the desk looks'}
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
    <MenuGroup name="Theme">
      {theme.choices.map(choice => (
        <MenuItem key={choice} chosen={theme.chosen === choice} onChoose={() => theme.choose(choice)}>{THEMES[choice]}</MenuItem>
      ))}
    </MenuGroup>
    <MenuGroup name="Rows">
      {density.choices.map(choice => (
        <MenuItem key={choice} chosen={density.chosen === choice} onChoose={() => density.choose(choice)}>{DENSITIES[choice]}</MenuItem>
      ))}
    </MenuGroup>
    <hr />
    <MenuItem keys="?" onChoose={onHelp}>Keyboard shortcuts</MenuItem>
    {me.value && (
      <>
        <MenuItem onChoose={onPassword}>Change password</MenuItem>
        <MenuItem onChoose={onLogOut}>Log out</MenuItem>
      </>
    )}
  </Menu>
);

/** AK for Anna Köhler. */
const initialsOf = (name: string) => {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ''].map(word => Array.from(word ?? '')[0] ?? '').join('').toUpperCase();
};
