/** What the browser offers; undefined if it is missing, or if even asking for it is refused. */
export function offered<T>(ask: () => T): T | undefined {
  try {
    return ask() ?? undefined;
  } catch {
    return undefined;
  }
}

/** A storage of the browser. Where it is missing, full or refused, the page remembers as long as it is open. */
export function storage(name: 'localStorage' | 'sessionStorage'): Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear'> {
  const unsaved = new Map<string, string>();
  return {
    getItem: key => unsaved.get(key) ?? offered(() => globalThis[name].getItem(key)) ?? null,
    setItem(key, value) {
      unsaved.set(key, value);
      offered(() => {
        globalThis[name].setItem(key, value);
        unsaved.delete(key);
      });
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
