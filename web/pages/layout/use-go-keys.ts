import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useSlug } from '../../session.ts';
import { isTyping } from '../../ui/use-list-keys.ts';
import { navigation } from './navigation.ts';

const WITHIN = 1_500;
/** Not 0, which is when the page was loaded. */
const NEVER = Number.NEGATIVE_INFINITY;

/** g and then the key of a page, soon after, leads to it; ? shows all keys. */
export function useGoKeys(onShowShortcuts: () => void): void {
  const slug = useSlug();
  const navigate = useNavigate();
  const pressed = useRef(NEVER);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') onShowShortcuts();
      const page = performance.now() - pressed.current < WITHIN && navigation.find((item) => item.key === event.key);
      pressed.current = event.key === 'g' ? performance.now() : NEVER;
      if (!page) return;
      event.preventDefault();
      event.stopPropagation();
      void navigate({ to: page.to(slug) });
    };
    // Before the keys of lists, which would take the second letter.
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, [slug, navigate, onShowShortcuts]);
}
