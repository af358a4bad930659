// Runs before the first paint, so that a dark page never flashes white. A file of its own because the
// content security policy forbids inline scripts.
(() => {
  var stored = null;
  try {
    stored = localStorage.getItem('weir-color-scheme');
  } catch (_) {
    // Storage is switched off: follow the system.
  }
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
