/** Light or dark: what the system prefers, unless somebody has chosen. */
import { useState } from 'react';

const KEY = 'pawl.theme';
type Theme = 'light' | 'dark';

const preferred = matchMedia('(prefers-color-scheme: dark)');

function chosen(): Theme | undefined {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : undefined;
}

export const currentTheme = (): Theme => chosen() ?? (preferred.matches ? 'dark' : 'light');

export function applyTheme(): void {
  document.documentElement.dataset['theme'] = currentTheme();
  window.dispatchEvent(new Event('pawl-theme'));
}

preferred.addEventListener('change', applyTheme);

export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState(currentTheme);
  return [
    theme,
    () => {
      const next = theme === 'dark' ? 'light' : 'dark';
      localStorage.setItem(KEY, next);
      setTheme(next);
      applyTheme();
    },
  ];
}
