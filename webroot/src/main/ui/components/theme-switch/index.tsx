import { choose, theme, type Theme } from '../../lib/browser/theme';

export const ThemeSwitch = () => (
  <select
    class="form-select form-select-sm w-auto"
    aria-label="Theme"
    value={theme.value}
    onChange={event => choose(event.currentTarget.value as Theme)}
  >
    <option value="system">System</option>
    <option value="light">Light</option>
    <option value="dark">Dark</option>
  </select>
);
