import { expect, test } from 'vitest';
import { choose } from './language';

test.each([
  [undefined, [], 'en', 'en-GB'],
  [undefined, ['de-AT', 'en-US'], 'de', 'de-AT'],
  [undefined, ['fr-CH', 'de', 'en'], 'de', 'de'],
  [undefined, ['fr', 'EN-us', 'de'], 'en', 'EN-us'],
  [undefined, ['pt-BR', 'ja'], 'en', 'en-GB'],
  [undefined, ['den', 'eng'], 'en', 'en-GB'],
  ['de', ['en-US', 'en'], 'de', 'de-DE'],
  ['de', ['en-US', 'de-CH', 'de'], 'de', 'de-CH'],
  ['en', ['de-DE'], 'en', 'en-GB'],
  ['', ['de-DE'], 'de', 'de-DE'],
  [undefined, ['en-US@posix'], 'en', 'en-GB'],
  [undefined, ['de_DE'], 'de', 'de-DE'],
])('the conf says %s and the browser %j: %s, with the numbers of %s', (chosen, wanted, language, locale) => {
  expect(choose(chosen, wanted)).toEqual({ language, locale });
});
