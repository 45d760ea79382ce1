// A plain script in the head, so that a dark theme is dark from the first paint.
{
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // Some browsers refuse even to be asked what they have stored; then the page remembers what was chosen in it.
  let known = 'system';
  const stored = () => {
    try {
      return localStorage.getItem('theme') ?? 'system';
    } catch {
      return known;
    }
  };
  window.applyTheme = (chosen = stored()) => {
    known = chosen;
    document.documentElement.dataset.bsTheme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  };
  dark.addEventListener('change', () => applyTheme());
  addEventListener('storage', () => applyTheme());
  applyTheme();
}
