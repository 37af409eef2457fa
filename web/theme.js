// Runs before the first paint, so that a light page never flashes dark.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that remembers nothing starts dark.
}
