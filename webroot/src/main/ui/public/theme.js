// A plain script in the head, so that a dark theme is dark from the first paint.
{
  const dark = matchMedia('(prefers-color-scheme: dark)');
  window.applyTheme = () => {
    const chosen = localStorage.getItem('theme') ?? 'system';
    document.documentElement.dataset.bsTheme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  };
  dark.addEventListener('change', applyTheme);
  addEventListener('storage', applyTheme);
  applyTheme();
}
