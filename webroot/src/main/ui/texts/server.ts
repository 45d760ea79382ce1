const NUMBER = /^\d[\d,]*(\.\d+)?$/;

/** A number as the server writes it, 1,234.50, in the format of the locale; any other text as it is. */
function shown(value: string, locale: string) {
  const [, decimals = ''] = NUMBER.exec(value) ?? [];
  const digits = Math.max(0, decimals.length - 1);
  return NUMBER.test(value) ? Number(value.replaceAll(',', '')).toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }) : value;
}

/**
 * Translates what the server says. What it does not know stays as it is.
 *
 * @param known a translation for each text of the server; both have the same {places}
 */
export function translator(known: Record<string, string>, locale: string): (text: string) => string {
  let patterns: [RegExp, string][] | undefined;
  return text => {
    patterns ??= Object.entries(known).map(([said, translation]) => [pattern(said), translation]);
    for (const [said, translation] of patterns) {
      const places = said.exec(text)?.groups;
      if (said.test(text)) return translation.replace(/\{(\w+)\}/g, (_, place) => shown(places![place]!, locale));
    }
    return text;
  };
}

const pattern = (said: string) => new RegExp(`^${said.replace(/[.()+?*[\]^$|\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+?)')}$`);
