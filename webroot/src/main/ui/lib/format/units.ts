const plain = new Intl.NumberFormat();
const withSign = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' });

/** 40,000 in the way of the clerk's language. */
export const formatUnits = (units: number) => plain.format(units);

/** As a change: +3, 0, -3. */
export const formatChange = (units: number) => withSign.format(units);

/** What to say of a number of units that others would read otherwise than the clerk; empty where it is plain. */
export const whyNoUnits = (text: string) => (/^\d+$/.test(text.trim()) ? '' : 'Write it like 1250');
