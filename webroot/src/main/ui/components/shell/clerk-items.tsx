import { me } from '../../lib/access/session';
import { density, theme } from '../../lib/browser/look';
import { t } from '../../texts';
import { MenuGroup, MenuItem } from '../menu';

export interface ClerkActions {
  onHelp: () => void;
  onPassword: () => void;
  onLogOut: () => void;
}

const THEMES = { system: t('look.theme.system'), light: t('look.theme.light'), dark: t('look.theme.dark') };
const DENSITIES = { compact: t('look.rows.compact'), comfortable: t('look.rows.comfortable') };

/** How the clerk likes the desk, and what belongs to who has logged in. */
export const ClerkItems = ({ onHelp, onPassword, onLogOut }: ClerkActions) => (
  <>
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
    <MenuItem keys="?" onChoose={onHelp}>{t('look.keys')}</MenuItem>
    {me.value && (
      <>
        <hr />
        <MenuGroup name={[me.value.name, me.value.role].filter(Boolean).join(', ')}>
          <MenuItem onChoose={onPassword}>{t('password.change')}</MenuItem>
          <MenuItem onChoose={onLogOut}>{t('look.log-out')}</MenuItem>
        </MenuGroup>
      </>
    )}
  </>
);
