import type { Field } from '../../lib/products/product-edit';
import { t } from '../../texts';

export const fieldName = (field: Field) => t(`product.field.${field}`);

/** What an empty field means. */
export const placeholderOf = (field: Field) => (field === 'low_stock_at' ? t('product.default') : undefined);
