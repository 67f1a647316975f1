export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'sluice-theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** What the person has chosen; the system's until then. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return themes.find((theme) => theme === stored) ?? 'system';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme();
}

/** Puts the theme on the document, where the colours are chosen by it. */
export function applyTheme(): void {
  const theme = chosenTheme();
  const resolved = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  document.documentElement.dataset.theme = resolved;
}

dark.addEventListener('change', applyTheme);
