/** What the browser offers; undefined if it is missing, or if even asking for it is refused. */
export function offered<T>(ask: () => T): T | undefined {
  try {
    return ask() ?? undefined;
  } catch {
    return undefined;
  }
}

interface KeptTexts extends Pick<Storage, 'getItem' | 'removeItem' | 'clear'> {
  /** Returns false if only this page remembers it. */
  setItem(key: string, value: string): boolean;
  keys(): string[];
}

/** A storage of the browser. Where it is missing, full or refused, the page remembers as long as it is open. */
export function storage(name: 'localStorage' | 'sessionStorage'): KeptTexts {
  const unsaved = new Map<string, string>();
  return {
    getItem: key => unsaved.get(key) ?? offered(() => globalThis[name].getItem(key)) ?? null,
    setItem(key, value) {
      unsaved.set(key, value);
      offered(() => {
        globalThis[name].setItem(key, value);
        unsaved.delete(key);
      });
      return !unsaved.has(key);
    },
    keys() {
      const saved = offered(() => Array.from({ length: globalThis[name].length }, (_, n) => globalThis[name].key(n)!));
      return [...new Set([...(saved ?? []), ...unsaved.keys()])];
    },
    removeItem(key) {
      unsaved.delete(key);
      offered(() => globalThis[name].removeItem(key));
    },
    clear() {
      unsaved.clear();
      offered(() => globalThis[name].clear());
    },
  };
}

export const local = storage('localStorage');
export const session = storage('sessionStorage');
