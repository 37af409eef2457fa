// Runs before the first paint, so that a light page never flashes dark, and nothing moves aside later.
let side = innerWidth >= 900;
try {
  if (localStorage.getItem('side') === 'closed') side = false;
  const theme = localStorage.getItem('theme');
  if (theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that remembers nothing starts dark.
}
document.documentElement.classList.toggle('has-side', side);
