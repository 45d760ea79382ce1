const plain = new Intl.NumberFormat();
const withSign = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' });

/** 40,000 in the way of the clerk's language. */
export const formatUnits = (units: number) => plain.format(units);

/** As a change: +3, 0, -3. */
export const formatChange = (units: number) => withSign.format(units);
