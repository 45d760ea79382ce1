// What flows do with the rows of the products.

/** Chooses something from the menu of a row. */
export async function chooseIn(row, item) {
  await row.getByRole('button', { name: /^What to do with/ }).click();
  await row.getByRole('menuitem', { name: item }).click();
}

/** What can be done with a product whose row this is, unless it is deleted. */
export const actionsOf = row => row.getByRole('button', { name: /^Edit/ });
