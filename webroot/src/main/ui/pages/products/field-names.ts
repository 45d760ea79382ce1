export const FIELD_NAMES = { name: 'Name', price: 'Price', quantity: 'Free', low_stock_at: 'Low at' };

/** What an empty field means. */
export const PLACEHOLDERS: Partial<typeof FIELD_NAMES> = { low_stock_at: 'default' };
