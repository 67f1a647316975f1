export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'sluice-theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** The user's choice; `system` until there is one. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return themes.find((theme) => theme === stored) ?? 'system';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme();
}

/** Sets the theme on the root element; the stylesheets select their colors by it. */
export function applyTheme(): void {
  const theme = chosenTheme();
  const resolved = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  document.documentElement.dataset.theme = resolved;
}

dark.addEventListener('change', applyTheme);
