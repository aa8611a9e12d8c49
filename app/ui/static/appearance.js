/* Runs before the first paint, so that the chosen appearance never flashes. */
(function () {
  const root = document.documentElement;
  function kept(name) {
    try { return localStorage.getItem(name); } catch { return null; }
  }
  const theme = kept("hoidap.theme");
  const size = kept("hoidap.size");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (size === "large" || size === "larger") root.dataset.size = size;
})();
