// A plain script in the head, so that the clerk's choice of look holds from the first paint.
{
  // Some browsers refuse even to be asked what they have stored; then the page remembers what was chosen in it.
  const known = {};
  const stored = name => {
    try {
      return localStorage.getItem(name) ?? undefined;
    } catch {
      return known[name];
    }
  };
  // Without a value the system, or the tokens, decide.
  window.applyLook = (name, value = stored(name)) => {
    known[name] = value;
    if (value && value !== 'system') document.documentElement.dataset[name] = value;
    else delete document.documentElement.dataset[name];
  };
  const applyAll = () => ['theme', 'density'].forEach(name => applyLook(name));
  addEventListener('storage', applyAll);
  applyAll();
}
