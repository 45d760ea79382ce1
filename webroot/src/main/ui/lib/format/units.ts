import { locale, t } from '../../texts';

const plain = new Intl.NumberFormat(locale);
const withSign = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });

/** 40,000, in the format of the clerk's language. */
export const formatUnits = (units: number) => plain.format(units);

/** As a change: +3, 0, −3, with a minus sign and not a hyphen. */
export const formatChange = (units: number) => withSign.format(units).replace('-', '−');

/** What is wrong with a number of units that could be misread; empty if it is unambiguous. */
export const whyNoUnits = (text: string) => (/^\d+$/.test(text.trim()) ? '' : t('number.write', { example: '1250' }));
